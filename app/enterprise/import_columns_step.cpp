#include "enterprise/import_columns_step.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "enterprise/ledger_wording.h"
#include "form/concepts.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

namespace {

// What stands behind an entry: "column:金额" or "code:USD"; nothing where nobody says it.
QString const columnPrefix = QStringLiteral("column:");
QString const codePrefix = QStringLiteral("code:");
QString const bySide = QStringLiteral("side");

bool canBeConstant(LedgerField field) {
    return field == LedgerField::flow || field == LedgerField::outsourcing || field == LedgerField::currency || field == LedgerField::mode;
}

}  // namespace

ImportColumnsStep::ImportColumnsStep(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), about_(new QLabel(this)), form_(new QFormLayout), unitLabel_(new QLabel(this)), unit_(new QComboBox(this)),
      decimalSignLabel_(new QLabel(this)), decimalSign_(new QComboBox(this)) {
    about_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(about_);
    layout->addLayout(form_);
    layout->addStretch(1);
    for (auto const field : ledgerFields) {
        auto* label = new QLabel(this);
        auto* box = new QComboBox(this);
        box->setObjectName(toQt("field-" + std::string{nameOf(field)}));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(24);
        ignoreWheel(box);
        label->setBuddy(box);
        form_->addRow(label, box);
        boxes_[field] = {label, box};
    }
    unit_->setObjectName(QStringLiteral("ledgerUnit"));
    ignoreWheel(unit_);
    unitLabel_->setBuddy(unit_);
    form_->addRow(unitLabel_, unit_);
    decimalSign_->setObjectName(QStringLiteral("ledgerDecimalSign"));
    ignoreWheel(decimalSign_);
    decimalSignLabel_->setBuddy(decimalSign_);
    form_->addRow(decimalSignLabel_, decimalSign_);
    setTabOrder(boxes_.at(ledgerFields.back()).second, unit_);
    setTabOrder(unit_, decimalSign_);
    wordAnew();
}

void ImportColumnsStep::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void ImportColumnsStep::fill(LedgerField field, QComboBox& box) {
    box.addItem(tr("– not in the ledger –"), QString{});
    for (auto const& heading : headings_) box.addItem(tr("Column “%1”").arg(toQt(heading)), columnPrefix + toQt(heading));
    if (asked_ == nullptr || !canBeConstant(field)) return;
    if (field == LedgerField::flow) box.addItem(tr("By the side: credit is export, debit is import"), bySide);
    auto const language = program_.language().current();
    if (field == LedgerField::mode) {
        for (auto const& column : asked_->columns)
            for (auto const mode : {concepts::mode1, concepts::mode2, concepts::mode4})
                if (column.conceptId == mode) box.addItem(tr("Always %1").arg(toQt(column.title.in(language))), codePrefix + toQt(mode));
        return;
    }
    auto const* column = columnOf(field, *asked_);
    auto const* list = column == nullptr ? nullptr : edition_->findList(column->list);
    if (list == nullptr) return;
    for (auto const& entry : list->entries())
        if (entry.isLeaf) box.addItem(tr("Always %1").arg(toQt(entry.name.in(language))), codePrefix + toQt(entry.code));
}

void ImportColumnsStep::wordAnew() {
    about_->setText(tr("Say once which column holds what. It is remembered for this unit."));
    for (auto& [field, row] : boxes_) {
        auto& [label, box] = row;
        label->setText(LedgerWording::nameOf(field));
        auto const chosen = box->currentData();
        box->clear();
        fill(field, *box);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    }
    unitLabel_->setText(tr("Amounts count in"));
    auto const chosen = std::max(0, unit_->currentIndex());
    unit_->clear();
    unit_->addItem(tr("units of the currency"), static_cast<int>(Unit::one));
    unit_->addItem(tr("ten thousands of the currency"), static_cast<int>(Unit::tenThousand));
    unit_->setCurrentIndex(chosen);
    decimalSignLabel_->setText(tr("Amounts are written"));
    auto const written = std::max(0, decimalSign_->currentIndex());
    decimalSign_->clear();
    decimalSign_->addItem(tr("with a decimal point: 1,234.50"), static_cast<int>(DecimalSign::point));
    decimalSign_->addItem(tr("with a decimal comma: 1.234,50"), static_cast<int>(DecimalSign::comma));
    decimalSign_->setCurrentIndex(written);
}

void ImportColumnsStep::show(std::vector<std::string> const& headings, LedgerMapping const& mapping, Edition const& edition) {
    headings_ = headings;
    edition_ = &edition;
    asked_ = edition.findForm(mapping.form);
    wordAnew();
    for (auto& [field, row] : boxes_) {
        auto* box = row.second;
        QVariant wanted;
        if (auto const constant = mapping.constants.find(field); constant != mapping.constants.end()) wanted = codePrefix + toQt(constant->second);
        if (auto const column = mapping.columns.find(field); column != mapping.columns.end()) wanted = columnPrefix + toQt(column->second);
        if (wanted.isNull() && field == LedgerField::flow && mapping.hasSides()) wanted = bySide;
        auto const* column = asked_ == nullptr ? nullptr : columnOf(field, *asked_);
        if (wanted.isNull() && column != nullptr && !column->defaultValue.empty()) wanted = codePrefix + toQt(column->defaultValue);
        box->setCurrentIndex(std::max(0, wanted.isNull() ? 0 : box->findData(wanted)));
    }
    unit_->setCurrentIndex(mapping.unit == Unit::tenThousand ? 1 : 0);
    decimalSign_->setCurrentIndex(mapping.decimalSign == DecimalSign::comma ? 1 : 0);
}

void ImportColumnsStep::putInto(LedgerMapping& mapping) const {
    mapping.columns.clear();
    mapping.constants.clear();
    for (auto const& [field, row] : boxes_) {
        auto const chosen = row.second->currentData().toString();
        if (chosen.startsWith(columnPrefix)) mapping.columns[field] = fromQt(chosen.mid(columnPrefix.size()));
        if (chosen.startsWith(codePrefix)) mapping.constants[field] = fromQt(chosen.mid(codePrefix.size()));
    }
    mapping.unit = unit_->currentIndex() == 1 ? Unit::tenThousand : Unit::one;
    mapping.decimalSign = decimalSign_->currentIndex() == 1 ? DecimalSign::comma : DecimalSign::point;
}

}  // namespace zhibao
