#include "enterprise/paste_model.h"

#include <algorithm>

#include "answers/edit.h"
#include "base/xlsx_reader.h"
#include "i18n/sentences.h"
#include "ui/icons.h"
#include "ui/text.h"

namespace zhibao {

void PasteModel::show(PastePlan const& plan, Form const* form, Edition const* edition, Unit unit) {
    beginResetModel();
    answers_.clear();
    form_ = form;
    edition_ = edition;
    unit_ = unit;
    // What is refused comes first: somebody has to do something about it.
    for (auto const kind : {PasteOutcome::refused, PasteOutcome::rounded})
        std::copy_if(plan.answers.begin(), plan.answers.end(), std::back_inserter(answers_), [kind](PastedAnswer const& answer) { return answer.outcome == kind; });
    endResetModel();
}

void PasteModel::setLanguage(Language language) {
    beginResetModel();
    language_ = language;
    endResetModel();
}

int PasteModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() || form_ == nullptr ? 0 : static_cast<int>(answers_.size());
}

int PasteModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columnsShown);
}

QString PasteModel::textAt(PastedAnswer const& answer, int column) const {
    auto const& asked = form_->columns[answer.column];
    switch (column) {
        case outcome: return answer.outcome == PasteOutcome::rounded ? tr("rounded") : tr("refused");
        case cellInBlock: return toQt(cellName(answer.blockRow, answer.blockColumn));
        case place: return tr("Row %1, %2").arg(answer.row + 1).arg(toQt(asked.title.in(language_)));
        case pasted: return toQt(answer.text);
        default: break;
    }
    return toQt(answer.reason ? sentence(*answer.reason, language_) : displayText(answer.cell, asked, unit_, language_, *edition_));
}

QVariant PasteModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const& answer = answers_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole: return textAt(answer, index.column());
        case Qt::AccessibleTextRole: return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + textAt(answer, index.column());
        case Qt::DecorationRole:
            if (index.column() == outcome) return levelIcon(answer.outcome == PasteOutcome::refused ? Level::error : Level::notice);
            return {};
        default: return {};
    }
}

QVariant PasteModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case outcome: return tr("What becomes of it");
        case cellInBlock: return tr("In the block");
        case place: return tr("In the form");
        case pasted: return tr("Pasted");
        default: return tr("Becomes, or why not");
    }
}

}  // namespace zhibao
