#include "ui/findings_model.h"

#include <algorithm>

#include "answers/problem_words.h"
#include "i18n/sentences.h"
#include "ui/icons.h"
#include "ui/text.h"

namespace zhibao {

namespace {

Level levelOf(StructuralLevel level) {
    switch (level) {
        case StructuralLevel::error: return Level::error;
        case StructuralLevel::query: return Level::query;
        case StructuralLevel::notice: return Level::notice;
    }
    return Level::error;
}

std::string sentenceOf(StructuralProblem const& problem, Edition const& edition, Language language) {
    return sentence(worded(problem, edition, language), language);
}

}  // namespace

std::vector<ListedFinding> listedFindings(Judgement const& judgement, Edition const& edition, EditionRules const& rules) {
    std::vector<ListedFinding> listed;
    for (std::size_t i = 0; i < judgement.problems.size(); ++i) {
        auto const& problem = judgement.problems[i];
        ListedFinding line;
        line.level = levelOf(problem.level);
        line.rule = std::string{problem.error.code.name()};
        line.check = rules.checkOfProblem(problem.error.code);
        line.cells = problem.cells;
        line.sentence = {sentenceOf(problem, edition, Language::chinese), sentenceOf(problem, edition, Language::english)};
        line.canBeExplained = problem.level == StructuralLevel::query;
        line.query = queryOf(problem);
        line.isExplained = judgement.problemExplained[i];
        line.blocks = judgement.problemBlocks(i);
        listed.push_back(std::move(line));
    }
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) {
        auto const& finding = judgement.findings[i];
        ListedFinding line;
        line.level = finding.level;
        line.rule = finding.rule;
        line.check = finding.rule;
        line.cells = finding.cells;
        line.sentence = finding.message;
        line.query = queryOf(finding);
        line.canBeExplained = asksForExplanation(finding);
        line.isExplained = judgement.findingExplained[i];
        line.blocks = judgement.findingBlocks(i);
        line.finding = finding;
        listed.push_back(std::move(line));
    }
    // What the head still lacks is asked for when the filing is sealed; until then the figures come first.
    auto const isOfHead = [](ListedFinding const& finding) { return finding.cells.empty() || finding.cells.front().form == "header"; };
    std::stable_sort(listed.begin(), listed.end(), [&](auto const& left, auto const& right) {
        return std::pair{left.level, isOfHead(left)} < std::pair{right.level, isOfHead(right)};
    });
    return listed;
}

CellNotes notesFor(std::vector<ListedFinding> const& findings, std::string_view form, Language language) {
    CellNotes notes;
    for (auto const& finding : findings) {
        if (finding.bureau && finding.isExplained) continue;
        auto const said = toQt(finding.sentence.in(language));
        auto const text = finding.bureau ? FindingsModel::tr("The bureau on version %1: %2").arg(finding.bureau->version).arg(said) : said;
        auto const level = finding.bureau ? std::nullopt : std::optional{finding.level};
        for (auto const& cell : finding.cells) {
            if (cell.form != form) continue;
            auto const [place, isNew] = notes.try_emplace({cell.row, cell.column}, CellNote{level, text, finding.isStillToFill, finding.bureau.has_value()});
            if (isNew) continue;
            auto& note = place->second;
            note.isStillToFill = note.isStillToFill && finding.isStillToFill;
            note.isOfBureau = note.isOfBureau || finding.bureau;
            if (level) note.level = note.level ? std::min(*note.level, *level) : *level;
            note.text += QLatin1Char('\n') + text;
        }
    }
    return notes;
}

QString placeText(CellReference const& cell, Edition const& edition, Language language, bool withForm) {
    auto const* form = edition.findForm(cell.form);
    if (form == nullptr) return FindingsModel::tr("Head of the filing");
    auto const position = form->indexOf(cell.column);
    auto const column = position ? toQt(form->columns[*position].title.in(language)) : toQt(cell.column);
    auto const place = form->kind == FormKind::record ? column : FindingsModel::tr("row %1, %2").arg(cell.row + 1).arg(column);
    return withForm ? FindingsModel::tr("%1, %2", "form, place in it").arg(toQt(form->marks.number.in(language)), place) : place;
}

FindingsModel::FindingsModel(QObject* parent) : QAbstractTableModel(parent) {}

void FindingsModel::show(std::vector<ListedFinding> findings, std::shared_ptr<Edition const> edition, bool hasSeveralForms) {
    beginResetModel();
    findings_ = std::move(findings);
    edition_ = std::move(edition);
    hasSeveralForms_ = hasSeveralForms;
    endResetModel();
}

void FindingsModel::setLanguage(Language language) {
    language_ = language;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

std::size_t FindingsModel::count(Level level) const noexcept {
    return static_cast<std::size_t>(std::count_if(findings_.begin(), findings_.end(), [&](auto const& finding) { return finding.level == level && !finding.isStillToFill && !finding.bureau; }));
}

std::size_t FindingsModel::countStillToFill() const noexcept {
    return static_cast<std::size_t>(std::count_if(findings_.begin(), findings_.end(), [](auto const& finding) { return finding.isStillToFill; }));
}

std::size_t FindingsModel::countOfBureau() const noexcept {
    return static_cast<std::size_t>(std::count_if(findings_.begin(), findings_.end(), [](auto const& finding) { return finding.bureau && !finding.isExplained; }));
}

bool FindingsModel::hasBureau() const noexcept {
    return std::any_of(findings_.begin(), findings_.end(), [](auto const& finding) { return finding.bureau.has_value(); });
}

QString FindingsModel::bureauText() {
    return tr("From the bureau");
}

QString FindingsModel::stillToFillText() {
    return tr("Still to fill in");
}

QString FindingsModel::nameOfLevel(Level level) {
    switch (level) {
        case Level::error: return tr("Error");
        case Level::query: return tr("Query");
        case Level::notice: break;
    }
    return tr("Notice");
}

int FindingsModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(findings_.size());
}

int FindingsModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : sentenceColumn + 1;
}

QVariant FindingsModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const& finding = findings_[static_cast<std::size_t>(index.row())];
    if (role == findingLevelRole && finding.bureau) return bureauLevel;
    if (role == Qt::DecorationRole && index.column() == levelColumn && finding.bureau) return bureauIcon();
    if (role == findingLevelRole) return finding.isStillToFill ? stillToFillLevel : static_cast<int>(finding.level);
    if (role == Qt::DecorationRole && index.column() == levelColumn) return finding.isStillToFill ? QVariant{} : QVariant{levelIcon(finding.level)};
    bool const isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole;
    if (!isText) return {};
    switch (index.column()) {
        case levelColumn:
            if (finding.isStillToFill) return stillToFillText();
            if (finding.bureau) return finding.isExplained ? tr("%1, answered").arg(bureauText()) : bureauText();
            return finding.isExplained ? tr("%1, explained").arg(nameOfLevel(finding.level)) : nameOfLevel(finding.level);
        case ruleColumn: return finding.bureau && finding.check.empty() ? tr("Reason") : toQt(finding.check);
        case placeColumn: return finding.cells.empty() ? finding.bureau && finding.check.empty() ? tr("The whole filing") : tr("Head of the filing") : placeText(finding.cells.front(), *edition_, language_, hasSeveralForms_);
        default: {
            auto const said = toQt(finding.sentence.in(language_));
            if (!finding.bureau) return said;
            auto const when = toQt(toText(dayInChina(finding.bureau->arrived)));
            return finding.bureau->isReturned ? tr("%1 (version %2, arrived %3, was sent back)").arg(said).arg(finding.bureau->version).arg(when)
                                              : tr("%1 (version %2, arrived %3, waits)").arg(said).arg(finding.bureau->version).arg(when);
        }
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case levelColumn: return tr("Level");
        case ruleColumn: return tr("Check");
        case placeColumn: return tr("Where");
        default: return tr("What is wrong and what to do");
    }
}

void FindingsFilter::setLevels(std::set<int> levels) {
    levels_ = std::move(levels);
    invalidateFilter();
}

void FindingsFilter::setText(QString const& text) {
    text_ = text.trimmed();
    invalidateFilter();
}

bool FindingsFilter::filterAcceptsRow(int row, QModelIndex const& parent) const {
    auto const* model = sourceModel();
    if (!levels_.empty() && !levels_.contains(model->index(row, 0, parent).data(FindingsModel::findingLevelRole).toInt())) return false;
    if (text_.isEmpty()) return true;
    for (int column = 0; column < model->columnCount(parent); ++column)
        if (model->index(row, column, parent).data().toString().contains(text_, Qt::CaseInsensitive)) return true;
    return false;
}

}  // namespace zhibao
