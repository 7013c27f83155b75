#include "enterprise/filing_steps.h"

namespace zhibao {

bool FilingDocument::CellsStep::mergeWith(QUndoCommand const* other) {
    auto const* next = dynamic_cast<CellsStep const*>(other);
    // The later step has been taken already; what this one keeps is what stood there before both.
    return next != nullptr && next->mergeKey_ == mergeKey_ && edits_.size() == 1 && next->edits_.size() == 1 && next->form_ == form_ &&
           next->edits_.front().row == edits_.front().row && next->edits_.front().column == edits_.front().column;
}

void FilingDocument::CellsStep::exchange() {
    document_.makeSureOf(form_);
    auto* answers = document_.filing_.findForm(form_);
    std::size_t first = edits_.front().row;
    std::size_t last = first;
    for (auto& edit : edits_) {
        std::swap(answers->rows[edit.row].cells[edit.column], edit.cell);
        first = std::min(first, edit.row);
        last = std::max(last, edit.row);
    }
    Q_EMIT document_.cellsChanged(form_, first, last);
    document_.finishChange();
}

bool FilingDocument::RowsStep::mergeWith(QUndoCommand const* other) {
    auto const* next = dynamic_cast<CellsStep const*>(other);
    if (next == nullptr || rows_.size() != 1 || !next->isOnlyAbout(form_, position_, mergeKey_)) return false;
    rows_.front() = document_.rows(form_)[position_];
    return true;
}

void FilingDocument::RowsStep::undo() {
    kind_ == Kind::insert ? remove() : insert();
    // Removing a row took its explanations and notes away; they come back with it.
    document_.filing_.explanations = explanations_;
    document_.filing_.notes = notes_;
    Q_EMIT document_.headChanged();
}

void FilingDocument::RowsStep::insert() {
    document_.insertNow(form_, position_, rows_);
    document_.finishChange();
}

void FilingDocument::RowsStep::remove() {
    document_.removeNow(form_, position_, rows_.size());
    document_.finishChange();
}

bool FilingDocument::HeadStep::mergeWith(QUndoCommand const* other) {
    auto const* next = dynamic_cast<HeadStep const*>(other);
    if (next == nullptr || next->mergeKey_ != mergeKey_) return false;
    after_ = next->after_;
    return true;
}

void FilingDocument::FormsStep::exchange() {
    Q_EMIT document_.formsAboutToBeReplaced();
    std::swap(document_.filing_.forms, forms_);
    if (!ledgerForm_.empty()) std::swap(document_.ledgers_[ledgerForm_], lines_);
    auto const before = document_.head();
    document_.takeHead(head_);
    head_ = before;
    Q_EMIT document_.formsReplaced();
    Q_EMIT document_.headChanged();
    document_.finishChange();
}

}  // namespace zhibao
