#pragma once
/// A form that is answered once (基1): its questions one below the other in the order of the paper, each with its label, a field and
/// what is asked or found beside it. Tab and Enter go to the next question, Escape brings back what stood there, F4 lists the codes.
/// What is typed is taken when the field is left, and after a short pause in typing already.

#include <map>
#include <vector>

#include <QScrollArea>
#include <QTimer>

#include "enterprise/filing_document.h"
#include "enterprise/record_sections.h"
#include "ui/form_model.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace zhibao {

class StillToFill;

class RecordView final : public QScrollArea {
    Q_OBJECT
public:
    /// The form must be of kind record and belong to the document's edition; the document must outlive the view.
    RecordView(FilingDocument& document, Form const& form, Language language, QWidget* parent = nullptr);
    /// Only these sections of it.
    RecordView(FilingDocument& document, Form const& form, std::vector<RecordSection> const& sections, Language language, QWidget* parent = nullptr);

    [[nodiscard]] Form const& form() const noexcept { return form_; }
    [[nodiscard]] FilingDocument& document() const noexcept { return document_; }
    [[nodiscard]] Unit unit() const noexcept { return unit_; }
    /// The question whose field had the focus last.
    [[nodiscard]] Column const& currentQuestion() const { return form_.columns[fields_[current_].position]; }
    /// What is answered to it, as an editor holds it: a code alone.
    [[nodiscard]] std::string currentAnswer() const;
    /// The field of a question; null for none.
    [[nodiscard]] QWidget* fieldOf(std::string_view column) const;

    void setLanguage(Language language);
    void setUnit(Unit unit);
    void setNotes(CellNotes notes);
    /// Puts the focus into the question's field. False when there is no such question.
    bool showQuestion(std::string_view column);
    /// Takes what is being typed, as if the field had been left.
    void takeTyping();
    /// Tells which questions were come to and left; `questions` must outlive the view.
    void tell(StillToFill& questions);

Q_SIGNALS:
    void questionLeft(std::string const& column);
    void currentQuestionChanged();
    /// What is being typed there was taken, and may be half a word.
    void takenWhileTyping(std::string const& column);
    void typingEnded();
    void refused(Error const& error);
    /// Enter in the last field.
    void endReached();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Field {
        std::size_t position = 0;  // of the question in the form
        QLabel* label = nullptr;
        QLineEdit* line = nullptr;     // either a line …
        QComboBox* choice = nullptr;   // … or, for yes and no, a choice
        QLabel* note = nullptr;
        [[nodiscard]] QWidget* widget() const;
    };
    struct Section {
        QLabel* title = nullptr;
        LocalizedText text;
    };
    enum class Occasion { pause, leaving };

    void addSection(QGridLayout& grid, LocalizedText const& title);
    void addField(QGridLayout& grid, std::size_t position);
    void wordAnew();
    /// Gives each note the height it needs now, at once.
    void layOut();
    void showAnswers();
    void showAnswer(Field& field);
    void showNote(Field& field);
    void take(Field& field, Occasion occasion);
    void takeChoice(Field& field);
    void goOn(int step);
    [[nodiscard]] Cell const* cellOf(Field const& field) const;
    [[nodiscard]] StepName nameOfChange(Field const& field) const;

    FilingDocument& document_;
    Form const& form_;
    Language language_;
    Unit unit_ = Unit::one;
    std::vector<Section> sections_;
    std::vector<Field> fields_;
    QLabel* legend_;
    CellNotes notes_;
    QTimer pause_;
    std::size_t current_ = 0;
    int stepsBefore_ = 0;      // when the field was entered
    unsigned visit_ = 0;       // counts how often a field was entered: typing within one visit is one step
    bool isTaking_ = false;    // what changes now came from the field itself
    bool isShowing_ = false;
};

}  // namespace zhibao
