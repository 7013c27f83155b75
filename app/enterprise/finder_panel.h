#pragma once
/// "Which item?" Searches a code list by code, name, pinyin or the bank's code, or walks its tree; shows what the current entry means; and
/// hands over the one that is chosen. Enter chooses, Escape leaves, Down goes into the list.

#include <memory>
#include <string>
#include <vector>

#include <QWidget>

#include "base/language.h"
#include "form/edition.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTextBrowser;
class QTreeWidget;
class QTreeWidgetItem;

namespace zhibao {

/// A list that can be searched because a column of the form is answered from it.
struct SearchedList {
    std::string list;
    bool leafOnly = false;  // only the most detailed entries may be chosen
    friend bool operator==(SearchedList const&, SearchedList const&) = default;
};

class FinderPanel final : public QWidget {
    Q_OBJECT
public:
    explicit FinderPanel(QWidget* parent = nullptr);

    /// What can be searched. A text that is being searched for stays. Null edition: nothing.
    void setLists(std::shared_ptr<Edition const> edition, std::vector<SearchedList> lists);
    /// Turns to a list, and to an entry of it unless a text is being searched for.
    void turnTo(std::string const& list, std::string const& code);
    void setLanguage(Language language);
    /// Whether the draft takes answers.
    void setEditable(bool isEditable);
    void focusSearch();

    [[nodiscard]] QLineEdit& search() noexcept { return *search_; }
    [[nodiscard]] QTreeWidget& entries() noexcept { return *entries_; }
    [[nodiscard]] QTextBrowser& note() noexcept { return *note_; }
    /// The code of the current entry; empty for none.
    [[nodiscard]] std::string currentCode() const;

Q_SIGNALS:
    void chosen(QString const& list, QString const& code);
    void left();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void wordAnew();
    void fill();
    void fillTree(QTreeWidgetItem* parent, std::string const& code);
    void fillMatches(std::string const& text);
    /// Shows the entry in the tree, with what stands above it opened.
    void reveal(std::string const& code);
    void choose();
    void showNote();
    [[nodiscard]] QString nameOf(CodeEntry const& entry) const;
    [[nodiscard]] CodeList const* list() const;
    [[nodiscard]] CodeEntry const* currentEntry() const;
    [[nodiscard]] bool canBeChosen(CodeEntry const& entry) const;

    std::shared_ptr<Edition const> edition_;
    std::vector<SearchedList> lists_;
    Language language_ = Language::chinese;
    bool isEditable_ = false;
    QLabel* label_;
    QLineEdit* search_;
    QComboBox* listChoice_;
    QLabel* said_;
    QTreeWidget* entries_;
    QTextBrowser* note_;
    QPushButton* choose_;
};

}  // namespace zhibao
