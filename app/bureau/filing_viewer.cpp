#include "bureau/filing_viewer.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "bureau/sent_files.h"
#include "bureau/version_model.h"
#include "i18n/sentences.h"
#include "package/open.h"
#include "ui/form_columns.h"
#include "ui/form_model.h"
#include "ui/text.h"
#include "ui/window_size.h"

namespace zhibao {

namespace {

QTableWidgetItem* itemOf(QString const& text, bool isNumber = false) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    if (isNumber) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

QTableWidget* readOnlyGrid(QWidget* parent) {
    auto* grid = new QTableWidget(parent);
    grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    grid->setAlternatingRowColors(true);
    grid->setTabKeyNavigation(false);
    return grid;
}

}  // namespace

Result<FilingViewer*> FilingViewer::open(StoredVersion version, EditionLibrary const& library, WindowLanguage const& language, QWidget* parent) {
    ZHIBAO_TRY(OpenedPackage package, openPackage(version.package));
    ZHIBAO_TRY(auto edition, library.find(package.manifest.header.edition));
    ZHIBAO_TRY(Filing filing, readPackagedFiling(package, *edition));
    return new FilingViewer(std::move(version), std::move(filing), std::move(package.attachments), std::move(edition), language, parent);
}

FilingViewer::FilingViewer(StoredVersion version, Filing filing, std::vector<Attachment> attachments, std::shared_ptr<Edition const> edition,
                           WindowLanguage const& language, QWidget* parent)
    : QDialog(parent), version_(std::move(version)), filing_(std::move(filing)), edition_(std::move(edition)), language_(language),
      header_(new QLabel(this)), forms_(new QTabWidget(this)), findingsTitle_(new QLabel(this)), findings_(readOnlyGrid(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, {1100, 640});
    header_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    header_->setWordWrap(true);
    for (auto const& answers : filing_.forms) {
        auto const& form = *edition_->findForm(answers.form);
        auto* grid = form.kind == FormKind::record ? static_cast<QTableView*>(readOnlyGrid(forms_)) : rowsOf(form, answers);
        grid->setObjectName(toQt(answers.form));
        forms_->addTab(grid, toQt(answers.form));
    }
    if (!attachments.empty() || !filing_.notes.empty()) {
        sent_ = new SentFiles(std::move(attachments), filing_.notes, edition_, language_, forms_);
        forms_->addTab(sent_, QString{});
    }
    findings_->verticalHeader()->hide();
    findings_->setWordWrap(true);
    auto* lower = new QWidget(this);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->addWidget(findingsTitle_);
    lowerLayout->addWidget(findings_);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(forms_);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(header_);
    layout->addWidget(splitter, 1);
    layout->addWidget(buttons);
    wordAnew();
}

void FilingViewer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDialog::changeEvent(event);
}

void FilingViewer::wordAnew() {
    auto const language = language_.current();
    auto const& entry = version_.entry;
    auto const* set = edition_->findFormSet(entry.formSet);
    setWindowTitle(tr("Filing of %1, %2, version %3").arg(toQt(entry.unitName.empty() ? entry.unit : entry.unitName), toQt(entry.period)).arg(entry.number));
    header_->setText(tr("Unit: %1 %2\nForm set: %3   Period: %4   Version: %5   State: %6\nArrived: %7   Signed by the key %8")
                         .arg(toQt(entry.unit), toQt(entry.unitName), toQt(set == nullptr ? entry.formSet : set->title.in(language)), toQt(entry.period),
                              QString::number(entry.number), VersionModel::textOf(entry.state), toQt(chinaTimeText(entry.arrived)),
                              toQt(version_.signer.hex().substr(0, 16)) + QStringLiteral("…")));
    auto const& people = filing_.signatories;
    header_->setText(header_->text() + QLatin1Char('\n') +
                     tr("Head: %1   Statistics: %2   Prepared by: %3   Telephone: %4   Date: %5")
                         .arg(toQt(people.unitHead), toQt(people.statisticsHead), toQt(people.preparer), toQt(people.phone), toQt(people.reportDate)));
    if (filing_.header.zero) header_->setText(header_->text() + QLatin1Char('\n') + tr("Zero filing: %1").arg(toQt(filing_.header.zeroReason)));
    if (!filing_.header.reason.empty()) header_->setText(header_->text() + QLatin1Char('\n') + tr("Reason for this version: %1").arg(toQt(filing_.header.reason)));
    header_->setAccessibleName(tr("What the filing is"));
    forms_->setAccessibleName(tr("Forms"));
    if (sent_ != nullptr) {
        sent_->wordAnew();
        forms_->setTabText(forms_->indexOf(sent_), tr("Attachments and notes"));
    }
    for (int i = 0; i < static_cast<int>(filing_.forms.size()); ++i) {
        auto& grid = *qobject_cast<QTableView*>(forms_->widget(i));
        auto const& answers = filing_.forms[static_cast<std::size_t>(i)];
        auto const* form = edition_->findForm(answers.form);
        forms_->setTabText(i, toQt(form->title.in(language)));
        grid.setAccessibleName(toQt(form->title.in(language)));
        if (auto* record = qobject_cast<QTableWidget*>(&grid)) fillRecord(*record, answers);
        if (auto* model = qobject_cast<FormModel*>(grid.model())) model->setLanguage(language);
        fitRows(grid);
    }
    findingsTitle_->setText(version_.findings.empty() ? tr("Nothing was found against this filing.") : tr("%n findings", nullptr, static_cast<int>(version_.findings.size())));
    findings_->setAccessibleName(tr("Findings"));
    fillFindings();
}

QTableView* FilingViewer::rowsOf(Form const& form, FormAnswers const& answers) {
    auto* grid = new QTableView(forms_);
    auto* model = new FormModel(edition_, form, grid);
    model->setRows(answers.rows);
    grid->setModel(model);
    grid->setAlternatingRowColors(true);
    grid->setTabKeyNavigation(false);
    grid->setWordWrap(true);
    // The viewport has its new size a moment after the grid.
    grid->viewport()->installEventFilter(this);
    return grid;
}

QString FilingViewer::textOf(Cell const& cell, Column const& column) const {
    if (auto const* list = column.kind == ColumnKind::code ? edition_->findList(column.list) : nullptr)
        if (auto const* code = std::get_if<std::string>(&cell))
            if (auto const* entry = list->find(*code)) return toQt(entry->label(language_.current()));
    return toQt(displayText(cell, column, Unit::one, language_.current(), *edition_));
}

void FilingViewer::fitRows(QTableView& grid) const {
    auto const* model = qobject_cast<FormModel const*>(grid.model());
    if (model == nullptr) return;
    fitFormColumns(grid, *model);
    // What does not fit beside the others is read on further lines, not cut off.
    grid.resizeRowsToContents();
}

bool FilingViewer::eventFilter(QObject* object, QEvent* event) {
    if (auto* grid = event->type() == QEvent::Resize ? qobject_cast<QTableView*>(object->parent()) : nullptr) fitRows(*grid);
    return QDialog::eventFilter(object, event);
}

void FilingViewer::fillRecord(QTableWidget& grid, FormAnswers const& answers) const {
    auto const language = language_.current();
    auto const& form = *edition_->findForm(answers.form);
    // A form that is answered once is read downwards, one question below the other.
    auto const questions = static_cast<int>(form.columns.size());
    auto const rows = static_cast<int>(answers.rows.size());
    grid.setColumnCount(rows);
    grid.setRowCount(questions);
    for (int question = 0; question < questions; ++question) {
        auto const& definition = form.columns[static_cast<std::size_t>(question)];
        auto* head = new QTableWidgetItem(toQt(definition.title.in(language)));
        head->setToolTip(toQt(definition.help.in(language)));
        grid.setVerticalHeaderItem(question, head);
        for (int row = 0; row < rows; ++row)
            grid.setItem(question, row, itemOf(textOf(answers.rows[static_cast<std::size_t>(row)].cells[static_cast<std::size_t>(question)], definition)));
    }
    grid.horizontalHeader()->setVisible(false);
    grid.horizontalHeader()->setStretchLastSection(true);
}

void FilingViewer::fillFindings() {
    auto const language = language_.current();
    findings_->setColumnCount(5);
    findings_->setHorizontalHeaderLabels({tr("Level"), tr("Rule"), tr("Row"), tr("What was found"), tr("What the unit explains")});
    findings_->setRowCount(static_cast<int>(version_.findings.size()));
    std::vector<Query> queries;
    for (auto const& finding : version_.findings) queries.push_back(finding.isExplained ? queryOf(finding) : Query{});
    auto const answers = answersTo(queries, filing_.explanations);
    for (int row = 0; row < findings_->rowCount(); ++row) {
        auto const& finding = version_.findings[static_cast<std::size_t>(row)];
        auto const& answer = answers[static_cast<std::size_t>(row)];
        auto const level = toQt(phrase("level-" + finding.level, {}, language));
        findings_->setItem(row, 0, itemOf(finding.isExplained ? tr("%1 (explained)").arg(level) : level));
        findings_->setItem(row, 1, itemOf(toQt(finding.rule)));
        findings_->setItem(row, 2, itemOf(finding.cells.empty() ? QString{} : QString::number(finding.cells.front().row + 1), true));
        auto const& message = finding.message.in(language);
        findings_->setItem(row, 3, itemOf(toQt(message.empty() ? phrase(finding.rule, finding.arguments, language) : message)));
        findings_->setItem(row, 4, itemOf(answer ? toQt(filing_.explanations[*answer].text) : QString{}));
    }
    findings_->resizeColumnsToContents();
    int const widest = fontMetrics().horizontalAdvance(QStringLiteral("中")) * 40;
    for (int column = 0; column < findings_->columnCount(); ++column) findings_->setColumnWidth(column, std::min(findings_->columnWidth(column), widest));
    findings_->resizeRowsToContents();
    findings_->horizontalHeader()->setStretchLastSection(true);
}

}  // namespace zhibao
