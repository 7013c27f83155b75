#pragma once
/// The steps that a filing was changed by, as they are taken back and done again. They hold values and work on the document alone, which
/// makes them; nothing else needs this header.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "enterprise/filing_document.h"

namespace zhibao {

/// Steps of these kinds go on in one another while a person types into the same field.
enum MergeKind { noMerge = -1, explaining = 1, signing = 2, zeroing = 3, answering = 4, reasoning = 5, noting = 6 };

class FilingDocument::Step : public QUndoCommand {
public:
    Step(FilingDocument& document, StepName name) : document_(document), name_(std::move(name)) {}
    [[nodiscard]] QString name() const { return name_(); }
    /// The form it changes; empty when it is not about one.
    [[nodiscard]] virtual std::string form() const { return {}; }
    [[nodiscard]] virtual bool changesGrids() const { return document_.isGrid(form()); }

protected:
    FilingDocument& document_;

private:
    StepName name_;
};

class FilingDocument::CellsStep final : public Step {
public:
    CellsStep(FilingDocument& document, StepName name, std::string form, std::vector<CellEdit> edits, std::string mergeKey)
        : Step(document, std::move(name)), form_(std::move(form)), edits_(std::move(edits)), mergeKey_(std::move(mergeKey)) {}

    void redo() override { exchange(); }
    void undo() override { exchange(); }
    [[nodiscard]] std::string form() const override { return form_; }
    [[nodiscard]] int id() const override { return mergeKey_.empty() ? noMerge : answering; }
    bool mergeWith(QUndoCommand const* other) override;

    [[nodiscard]] bool isOnlyAbout(std::string const& form, std::size_t row, std::string const& mergeKey) const {
        return form_ == form && mergeKey_ == mergeKey && std::all_of(edits_.begin(), edits_.end(), [&](CellEdit const& edit) { return edit.row == row; });
    }

private:
    /// Undoing and doing again are the same: what is there and what is kept change places.
    void exchange();

    std::string form_;
    std::vector<CellEdit> edits_;
    std::string mergeKey_;
};

class FilingDocument::RowsStep final : public Step {
public:
    enum class Kind { insert, remove };
    RowsStep(FilingDocument& document, StepName name, Kind kind, std::string form, std::size_t position, std::vector<Row> rows, std::string mergeKey = {})
        : Step(document, std::move(name)), kind_(kind), form_(std::move(form)), position_(position), rows_(std::move(rows)),
          explanations_(document.filing_.explanations), notes_(document.filing_.notes), mergeKey_(std::move(mergeKey)) {}

    [[nodiscard]] int id() const override { return mergeKey_.empty() ? noMerge : answering; }
    bool mergeWith(QUndoCommand const* other) override;

    [[nodiscard]] std::string form() const override { return form_; }
    void redo() override { kind_ == Kind::insert ? insert() : remove(); }
    void undo() override;

private:
    void insert();
    void remove();

    Kind kind_;
    std::string form_;
    std::size_t position_;
    std::vector<Row> rows_;
    std::vector<Explanation> explanations_;
    std::vector<CellRemark> notes_;
    std::string mergeKey_;
};

class FilingDocument::HeadStep final : public Step {
public:
    HeadStep(FilingDocument& document, StepName name, Head after, int mergeId, std::string mergeKey)
        : Step(document, std::move(name)), before_(document.head()), after_(std::move(after)), mergeId_(mergeId), mergeKey_(std::move(mergeKey)) {}

    void redo() override { document_.setHead(after_); }
    void undo() override { document_.setHead(before_); }
    [[nodiscard]] int id() const override { return mergeId_; }
    bool mergeWith(QUndoCommand const* other) override;

private:
    Head before_;
    Head after_;
    int mergeId_;
    std::string mergeKey_;
};

class FilingDocument::FormsStep final : public Step {
public:
    /// The ledger lines of a form, or of none.
    FormsStep(FilingDocument& document, StepName name, std::vector<FormAnswers> forms, Head head, std::string ledgerForm = {}, LedgerLines lines = {})
        : Step(document, std::move(name)), forms_(std::move(forms)), head_(std::move(head)), ledgerForm_(std::move(ledgerForm)), lines_(std::move(lines)) {}

    void redo() override { exchange(); }
    void undo() override { exchange(); }
    [[nodiscard]] bool changesGrids() const override { return true; }

private:
    void exchange();

    std::vector<FormAnswers> forms_;
    Head head_;
    std::string ledgerForm_;
    LedgerLines lines_;
};

}  // namespace zhibao
