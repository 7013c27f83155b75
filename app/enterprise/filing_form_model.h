#pragma once
/// The grid of one form of the filing that is being edited. Behind the last row stands an empty one: typing into it makes a new row.

#include <QPersistentModelIndex>

#include "enterprise/filing_document.h"
#include "ui/form_model.h"

namespace zhibao {

class FilingFormModel final : public FormModel {
    Q_OBJECT
public:
    FilingFormModel(FilingDocument& document, Form const& form, QObject* parent = nullptr);

    [[nodiscard]] FilingDocument& document() const noexcept { return document_; }
    /// False for a sealed version, and while amounts are shown in another currency than they were entered in.
    [[nodiscard]] bool canEdit() const { return !document_.isFrozen() && !isConverted(); }
    /// The same for who is about to edit: the document says why not, where somebody looks at converted amounts.
    [[nodiscard]] bool mayEdit() { return !document_.isFrozen() && document_.mayChange(form().id); }
    /// True for the empty row behind the last.
    [[nodiscard]] bool isNewRow(int row) const { return row == static_cast<int>(rows().size()); }

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(QModelIndex const& index) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Takes typed text. False, and refused() is emitted, when it cannot be a figure; an unknown code is kept as typed and marked.
    bool setData(QModelIndex const& index, QVariant const& value, int role = Qt::EditRole) override;

    // Typing into one cell is one step, from its first letter to its last, although it is taken again and again meanwhile.
    void beginTyping();
    /// The editor is closed; what is set from now on is a step of its own.
    void endTyping();
    /// Takes what stands in the editor so far; half a figure is not taken. True when it was.
    bool takeSoFar(QModelIndex const& index, QString const& text);
    /// What stood there before typing began stands there again.
    void abandonTyping();

    void clear(QModelIndexList const& indexes);
    /// Each selected column below its first selected row gets that row's answer; a single row gets that of the row above.
    void copyFromAbove(QModelIndexList const& indexes);
    void insertRowsAt(int row, int count = 1);
    /// Copies of these rows, in their order, behind the last of them.
    void duplicateRowsAt(int first, int count = 1);
    void removeRowsAt(int first, int count);
    /// Adds what is open of a total to one of its parts. Says why not, where it cannot.
    [[nodiscard]] Result<> putRest(int row, Residual const& residual, std::string const& part);

Q_SIGNALS:
    void refused(Error const& error);

protected:
    [[nodiscard]] std::vector<Row> const& rows() const override { return document_.rows(form().id); }

private:
    [[nodiscard]] StepName nameOfChange(int shown, int row) const;
    [[nodiscard]] bool isOurs(std::string const& form) const { return form == this->form().id; }
    void afterRowsChange();

    FilingDocument& document_;
    /// Steps of one typing are one; others are not.
    [[nodiscard]] std::string mergeKey() const;
    std::uint64_t typings_ = 0;  // counts how often typing began
    bool isTyping_ = false;
    int stepsBefore_ = 0;
};

}  // namespace zhibao
