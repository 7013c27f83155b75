#include "enterprise/filing_document.h"

#include <algorithm>
#include <utility>

#include "answers/edit.h"
#include "base/text.h"
#include "enterprise/filing_steps.h"
#include "ui/text.h"

namespace zhibao {

Result<Cell> cellFromTyping(std::string_view text, Column const& column, Unit unit, Edition const& edition) {
    auto parsed = parseCell(text, column, unit, edition);
    bool const isFigure = column.kind == ColumnKind::money || column.kind == ColumnKind::integer || column.kind == ColumnKind::percent;
    if (!parsed && !isFigure) return Cell{trimmed(normalized(text))};
    return parsed;
}

FilingDocument::FilingDocument(std::shared_ptr<Edition const> edition, Filing filing, QObject* parent)
    : QObject(parent), edition_(std::move(edition)), filing_(std::move(filing)) {
    connect(&stack_, &QUndoStack::indexChanged, this, &FilingDocument::stepsChanged);
}

void FilingDocument::setProfile(std::optional<Characteristics> profile) {
    profile_ = std::move(profile);
    auto const before = filing_.forms.size();
    fitScope();
    if (filing_.forms.size() != before) Q_EMIT changed();
}

FormScope const* FilingDocument::scopeOf(std::string_view form) const noexcept {
    auto const found = std::find_if(scopes_.begin(), scopes_.end(), [&](FormScope const& scope) { return scope.form == form; });
    return found == scopes_.end() ? nullptr : &*found;
}

bool FilingDocument::isKept(std::string_view form) const noexcept {
    auto const* scope = scopeOf(form);
    return scope != nullptr && !scope->isAsked && filing_.findForm(form) != nullptr;
}

void FilingDocument::makeSureOf(std::string const& form) {
    // A form that went because it was empty comes back before a step that is taken back or done again puts answers into it.
    static_cast<void>(addForm(filing_, form, *edition_));
}

void FilingDocument::fitScope() {
    auto const* set = edition_->findFormSet(filing_.header.formSet);
    // A withdrawal holds no forms, whatever the unit is asked.
    if (set == nullptr || filing_.header.kind == FilingKind::withdrawal) return;
    auto const before = std::exchange(scopes_, formsInScope(*edition_, *set, profile_ ? &*profile_ : nullptr, &filing_));
    // A sealed version keeps the forms that it was sealed with.
    if (isFrozen_) return;
    std::vector<std::string> present;
    for (auto const& scope : scopes_) {
        if (scope.isAsked) makeSureOf(scope.form);
        else if (auto const* answers = filing_.findForm(scope.form); answers != nullptr && *answers == newAnswers(*edition_, scope.form)) removeForm(filing_, scope.form);
        if (filing_.findForm(scope.form) != nullptr) present.push_back(scope.form);
    }
    if (scopes_ == before && present == present_) return;
    present_ = std::move(present);
    Q_EMIT formsChanged();
    // At first nothing comes or goes: it is there.
    for (std::size_t number = 0; number < before.size(); ++number) {
        if (before[number].isAsked == scopes_[number].isAsked) continue;
        if (scopes_[number].isAsked) Q_EMIT formCameIntoScope(scopes_[number].form);
        else Q_EMIT formLeftScope(scopes_[number].form);
    }
}

void FilingDocument::finishChange() {
    fitScope();
    Q_EMIT changed();
}

std::vector<Row> const& FilingDocument::rows(std::string_view form) const {
    static std::vector<Row> const none;
    auto const* answers = filing_.findForm(form);
    return answers == nullptr ? none : answers->rows;
}

void FilingDocument::setLanguage(Language language) {
    language_ = language;
    Q_EMIT stepsChanged();
}

void FilingDocument::freeze() {
    // Views lose the row for new entries.
    Q_EMIT formsAboutToBeReplaced();
    isFrozen_ = true;
    Q_EMIT formsReplaced();
    stack_.clear();
    Q_EMIT stepsChanged();
}

bool FilingDocument::isGrid(std::string_view form) const {
    auto const* known = edition_->findForm(form);
    return known != nullptr && known->kind == FormKind::rows;
}

bool FilingDocument::mayChangeGrids() {
    if (isOnlyLookedAt_) Q_EMIT refusedWhileLooking();
    return !isOnlyLookedAt_;
}

bool FilingDocument::mayChange(std::string_view form) {
    return !isGrid(form) || mayChangeGrids();
}

FilingDocument::Head FilingDocument::head() const {
    return {filing_.explanations, filing_.signatories, filing_.header.zero, filing_.header.zeroReason, filing_.header.kind, filing_.header.reason, filing_.notes};
}

void FilingDocument::takeHead(Head const& head) {
    filing_.explanations = head.explanations;
    filing_.signatories = head.signatories;
    filing_.header.zero = head.zero;
    filing_.header.zeroReason = head.zeroReason;
    filing_.header.kind = head.kind;
    filing_.header.reason = head.reason;
    filing_.notes = head.notes;
}

void FilingDocument::setHead(Head const& head) {
    takeHead(head);
    Q_EMIT headChanged();
    finishChange();
}

void FilingDocument::pushHead(Head after, int mergeId, std::string mergeKey, StepName name) {
    if (isFrozen_ || after == head()) return;
    stack_.push(new HeadStep{*this, std::move(name), std::move(after), mergeId, std::move(mergeKey)});
}

void FilingDocument::insertNow(std::string const& form, std::size_t position, std::vector<Row> const& rows) {
    makeSureOf(form);
    Q_EMIT rowsAboutToBeInserted(form, position, rows.size());
    for (std::size_t number = 0; number < rows.size(); ++number) insertRow(filing_, form, position + number, rows[number]);
    Q_EMIT rowsInserted(form, position, rows.size());
}

void FilingDocument::removeNow(std::string const& form, std::size_t position, std::size_t count) {
    Q_EMIT rowsAboutToBeRemoved(form, position, count);
    for (std::size_t number = 0; number < count; ++number) removeRow(filing_, form, position);
    Q_EMIT rowsRemoved(form, position, count);
}

void FilingDocument::setCells(std::string const& form, std::vector<CellEdit> edits, StepName name, std::string mergeKey) {
    auto const& present = rows(form);
    std::erase_if(edits, [&](CellEdit const& edit) { return present[edit.row].cells[edit.column] == edit.cell; });
    if (isFrozen_ || edits.empty() || !mayChange(form)) return;
    stack_.push(new CellsStep{*this, std::move(name), form, std::move(edits), std::move(mergeKey)});
}

void FilingDocument::insertRows(std::string const& form, std::size_t position, std::vector<Row> rows, StepName name, std::string mergeKey) {
    if (isFrozen_ || rows.empty() || !mayChange(form)) return;
    stack_.push(new RowsStep{*this, std::move(name), RowsStep::Kind::insert, form, position, std::move(rows), std::move(mergeKey)});
}

void FilingDocument::removeRows(std::string const& form, std::size_t position, std::size_t count, StepName name) {
    auto const& present = rows(form);
    if (isFrozen_ || count == 0 || position + count > present.size() || !mayChange(form)) return;
    auto const first = present.begin() + static_cast<std::ptrdiff_t>(position);
    std::vector<Row> removed{first, first + static_cast<std::ptrdiff_t>(count)};
    stack_.push(new RowsStep{*this, std::move(name), RowsStep::Kind::remove, form, position, std::move(removed)});
}

void FilingDocument::explain(Query const& query, std::string const& text) {
    auto after = head();
    if (auto const known = answerTo(query, after.explanations)) {
        // What it says of other cells stays with them.
        auto& answered = after.explanations[*known];
        std::erase_if(answered.cells, [&](CellReference const& cell) { return std::find(query.cells.begin(), query.cells.end(), cell) != query.cells.end(); });
        if (answered.cells.empty()) after.explanations.erase(after.explanations.begin() + static_cast<std::ptrdiff_t>(*known));
    }
    if (!text.empty()) after.explanations.push_back(zhibao::explanationOf(query, text));
    auto key = query.part;
    if (!query.cells.empty()) key += '/' + query.cells.front().form + '/' + std::to_string(query.cells.front().row) + '/' + query.cells.front().column;
    for (auto const& [name, value] : query.about) key += '/' + value;
    pushHead(std::move(after), explaining, std::move(key), [rule = query.rule] { return tr("Explain %1").arg(QString::fromStdString(rule)); });
}

void FilingDocument::setSignatories(Signatories const& signatories) {
    auto after = head();
    after.signatories = signatories;
    pushHead(std::move(after), signing, {}, [] { return tr("Change who signs"); });
}

void FilingDocument::setZero(bool zero, std::string const& reason) {
    auto after = head();
    after.zero = zero;
    after.zeroReason = reason;
    pushHead(std::move(after), zeroing, zero ? "zero" : "not", [] { return tr("Change the zero filing"); });
}

void FilingDocument::setReason(FilingKind kind, std::string const& reason) {
    auto after = head();
    after.kind = kind;
    after.reason = reason;
    pushHead(std::move(after), reasoning, std::string{zhibao::nameOf(kind)}, [] { return tr("Change the reason of this version"); });
}

void FilingDocument::setNote(CellReference const& cell, std::string const& text, bool isSent) {
    auto after = head();
    auto const known = std::find_if(after.notes.begin(), after.notes.end(), [&](CellRemark const& note) { return note.cell == cell; });
    if (known == after.notes.end()) {
        if (!text.empty()) after.notes.push_back({cell, text, isSent});
    } else if (text.empty()) {
        after.notes.erase(known);
    } else {
        *known = {cell, text, isSent};
    }
    auto const key = cell.form + '/' + std::to_string(cell.row) + '/' + cell.column + (isSent ? "/sent" : "");
    pushHead(std::move(after), noting, key, [] { return tr("Change a note"); });
}

CellRemark const* FilingDocument::noteAt(CellReference const& cell) const noexcept {
    auto const found = std::find_if(filing_.notes.begin(), filing_.notes.end(), [&](CellRemark const& note) { return note.cell == cell; });
    return found == filing_.notes.end() ? nullptr : &*found;
}

void FilingDocument::replaceForms(std::vector<FormAnswers> forms, std::vector<Explanation> explanations, Signatories const& signatories, bool zero,
                                  std::string const& zeroReason, StepName name) {
    if (isFrozen_ || !mayChangeGrids()) return;
    auto after = head();
    after.explanations = std::move(explanations);
    after.signatories = signatories;
    after.zero = zero;
    after.zeroReason = zeroReason;
    // Notes stand beside rows that are no longer there.
    after.notes.clear();
    stack_.push(new FormsStep{*this, std::move(name), std::move(forms), std::move(after)});
}

void FilingDocument::paste(std::string const& form, PastePlan const& plan, StepName name) {
    auto forms = filing_.forms;
    auto const answers = std::find_if(forms.begin(), forms.end(), [&](FormAnswers const& one) { return one.form == form; });
    if (isFrozen_ || answers == forms.end() || !mayChange(form)) return;
    auto const present = answers->rows.size();
    for (auto const& answer : plan.answers)
        if (answer.outcome != PasteOutcome::refused && answer.row < present) answers->rows[answer.row].cells[answer.column] = answer.cell;
    answers->rows.insert(answers->rows.end(), plan.newRows.begin(), plan.newRows.end());
    if (forms == filing_.forms) return;
    stack_.push(new FormsStep{*this, std::move(name), std::move(forms), head()});
}

void FilingDocument::takeLedger(std::string const& form, Filing after, LedgerLines lines, StepName name) {
    if (isFrozen_ || !mayChange(form)) return;
    auto head = this->head();
    head.explanations = std::move(after.explanations);
    stack_.push(new FormsStep{*this, std::move(name), std::move(after.forms), std::move(head), form, std::move(lines)});
}

LedgerLines FilingDocument::ledgerOf(std::string const& form) const {
    auto const found = ledgers_.find(form);
    return found == ledgers_.end() ? nullptr : found->second;
}

Row FilingDocument::emptyRow(Form const& form) const {
    Row row;
    for (auto const& column : form.columns)
        row.cells.push_back(column.defaultValue.empty() ? Cell{Blank{}} : parseCell(column.defaultValue, column, Unit::one, *edition_).value_or(Cell{Blank{}}));
    return row;
}

std::string FilingDocument::explanationOf(Query const& query) const {
    auto const found = answerTo(query, filing_.explanations);
    return found ? filing_.explanations[*found].text : std::string{};
}

void FilingDocument::undo() {
    auto const* step = stack_.canUndo() ? dynamic_cast<Step const*>(stack_.command(stack_.index() - 1)) : nullptr;
    if (step != nullptr && (!step->changesGrids() || mayChangeGrids())) stack_.undo();
}

void FilingDocument::redo() {
    auto const* step = stack_.canRedo() ? dynamic_cast<Step const*>(stack_.command(stack_.index())) : nullptr;
    if (step != nullptr && (!step->changesGrids() || mayChangeGrids())) stack_.redo();
}

QString FilingDocument::nameOf(QUndoCommand const* command) const {
    auto const* step = dynamic_cast<Step const*>(command);
    if (step == nullptr) return {};
    auto const* form = filing_.forms.size() > 1 ? edition_->findForm(step->form()) : nullptr;
    return form == nullptr ? step->name() : tr("%1 (%2)").arg(step->name(), toQt(form->marks.number.in(language_)));
}

QString FilingDocument::undoName() const {
    return stack_.canUndo() ? nameOf(stack_.command(stack_.index() - 1)) : QString{};
}

QString FilingDocument::redoName() const {
    return stack_.canRedo() ? nameOf(stack_.command(stack_.index())) : QString{};
}

}  // namespace zhibao
