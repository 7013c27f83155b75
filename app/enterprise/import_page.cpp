#include "enterprise/import_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "base/file.h"
#include "enterprise/import_columns_step.h"
#include "enterprise/import_words_step.h"
#include "enterprise/ledger_wording.h"
#include "i18n/sentences.h"
#include "import/ledger_head.h"
#include "output/html.h"
#include "ui/text.h"

namespace zhibao {

namespace {

QString cellHtml(QString const& text) {
    return QStringLiteral("<td>") + toQt(escapedForHtml(fromQt(text))) + QStringLiteral("&nbsp;&nbsp;</td>");
}

}  // namespace

ImportPage::ImportPage(Program& program, DraftSession& session, Form const& form, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), form_(form), title_(new QLabel(this)), steps_(new QLabel(this)), pages_(new QStackedWidget(this)), fileAbout_(new QLabel(this)),
      fileLabel_(new QLabel(this)), file_(new QLineEdit(this)), choose_(new QPushButton(this)), columns_(new ImportColumnsStep(program, this)), words_(new ImportWordsStep(program, this)),
      summary_(new QLabel(this)), notTaken_(new QTableWidget(this)), cancel_(new QPushButton(this)), back_(new QPushButton(this)), next_(new QPushButton(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    file_->setObjectName(QStringLiteral("ledgerFile"));
    choose_->setObjectName(QStringLiteral("chooseLedger"));
    summary_->setObjectName(QStringLiteral("importSummary"));
    notTaken_->setObjectName(QStringLiteral("notTaken"));
    cancel_->setObjectName(QStringLiteral("cancelImport"));
    back_->setObjectName(QStringLiteral("importBack"));
    next_->setObjectName(QStringLiteral("importNext"));
    file_->setAcceptDrops(false);  // the window takes files, not their names as text
    fileAbout_->setWordWrap(true);
    summary_->setWordWrap(true);
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* filePage = new QWidget(this);
    auto* fileLayout = new QVBoxLayout(filePage);
    fileLayout->setContentsMargins(0, 0, 0, 0);
    fileLayout->addWidget(fileAbout_);
    fileLayout->addWidget(fileLabel_);
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(file_, 1);
    fileRow->addWidget(choose_);
    fileLayout->addLayout(fileRow);
    fileLayout->addStretch(1);
    fileLabel_->setBuddy(file_);

    auto* columnsArea = new QScrollArea(this);
    columnsArea->setWidgetResizable(true);
    columnsArea->setFrameShape(QFrame::NoFrame);
    columnsArea->setFocusPolicy(Qt::NoFocus);
    columnsArea->setWidget(columns_);

    notTaken_->setColumnCount(4);
    notTaken_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    notTaken_->setSelectionBehavior(QAbstractItemView::SelectRows);
    notTaken_->setTabKeyNavigation(false);
    notTaken_->setShowGrid(false);
    notTaken_->verticalHeader()->hide();
    notTaken_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* dryRun = new QWidget(this);
    auto* dryRunLayout = new QVBoxLayout(dryRun);
    dryRunLayout->setContentsMargins(0, 0, 0, 0);
    dryRunLayout->addWidget(summary_);
    dryRunLayout->addWidget(notTaken_, 1);

    for (auto* page : {filePage, static_cast<QWidget*>(columnsArea), static_cast<QWidget*>(words_), dryRun}) pages_->addWidget(page);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(cancel_);
    buttons->addStretch(1);
    buttons->addWidget(back_);
    buttons->addWidget(next_);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(title_);
    layout->addWidget(steps_);
    layout->addWidget(pages_, 1);
    layout->addLayout(buttons);
    next_->setDefault(true);
    connect(choose_, &QPushButton::clicked, this, &ImportPage::chooseFile);
    connect(file_, &QLineEdit::returnPressed, this, &ImportPage::next);
    connect(cancel_, &QPushButton::clicked, this, &ImportPage::backRequested);
    connect(back_, &QPushButton::clicked, this, &ImportPage::back);
    connect(next_, &QPushButton::clicked, this, &ImportPage::next);

    mapping_.form = form.id;
    auto const remembered = program_.store().mapping(session.document().filing().header.unit, form.id);
    if (remembered && *remembered) {
        mapping_ = **remembered;
        isRemembered_ = true;
    }
    setFocusProxy(file_);
    goTo(fileStep);
}

Form const* ImportPage::formFor(DraftSession& session) {
    auto const& document = session.document();
    auto const* set = document.edition().findFormSet(document.filing().header.formSet);
    if (set == nullptr) return nullptr;
    for (auto const& id : set->forms)
        if (auto const* form = document.edition().findForm(id); form != nullptr && takesLedgers(*form)) return form;
    return nullptr;
}

void ImportPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void ImportPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT backRequested();
        return;
    }
    if (event->key() == Qt::Key_Left && event->modifiers() == Qt::AltModifier) return back();
    if (event->key() == Qt::Key_Right && event->modifiers() == Qt::AltModifier) return next();
    QWidget::keyPressEvent(event);
}

int ImportPage::step() const {
    return pages_->currentIndex();
}

void ImportPage::wordAnew() {
    title_->setText(tr("From your own ledger into %1").arg(toQt(form_.title.in(program_.language().current()))));
    QStringList steps;
    int number = 0;
    for (auto const& name : {tr("File"), tr("Columns"), tr("Your words"), tr("Dry run")}) {
        auto const text = QStringLiteral("%1 %2").arg(number + 1).arg(name);
        steps.append(number == step() ? QStringLiteral("<b>%1</b>").arg(text) : text);
        ++number;
    }
    steps_->setText(steps.join(QStringLiteral(" → ")));
    fileAbout_->setText(isRemembered_ ? tr("Choose the ledger of the quarter, CSV or XLSX. How this unit's ledger is read is remembered; only new words are asked for.")
                                      : tr("Choose the ledger of the quarter, CSV or XLSX, as your accounting program saves it. Nothing is changed in the file, and nothing in the form before you have seen what would be taken."));
    fileLabel_->setText(tr("Ledger"));
    choose_->setText(tr("Choose…"));
    cancel_->setText(tr("Back to the form"));
    back_->setText(tr("Back"));
    next_->setText(step() == dryRunStep ? tr("Take into the form") : tr("Next"));
    notTaken_->setAccessibleName(tr("Lines that are not taken"));
    notTaken_->setHorizontalHeaderLabels({tr("Where"), tr("Amount"), tr("What becomes of it"), tr("Why")});
    if (step() == dryRunStep) showDryRun();
}

void ImportPage::goTo(Step step) {
    pages_->setCurrentIndex(step);
    back_->setEnabled(step != fileStep);
    wordAnew();
    if (step == fileStep) file_->setFocus();
    else if (step == wordsStep) words_->focusList();
    else if (step == columnsStep) pages_->currentWidget()->findChild<QWidget*>(QStringLiteral("field-date"))->setFocus();
    else next_->setFocus();
}

void ImportPage::chooseFile() {
    auto const file = QFileDialog::getOpenFileName(this, tr("Choose the ledger"), {}, tr("Ledgers (*.csv *.txt *.xlsx)"));
    if (file.isEmpty()) return;
    file_->setText(file);
    openFile(pathOf(fromQt(file)));
}

void ImportPage::openFile(std::filesystem::path const& file) {
    file_->setText(toQt(toText(file)));
    auto const bytes = readFile(file);
    if (!bytes) {
        Q_EMIT failed(bytes.error());
        return;
    }
    auto sheets = readSheets(*bytes, toText(file.filename()));
    if (!sheets) {
        Q_EMIT failed(sheets.error());
        return;
    }
    sheets_ = *std::move(sheets);
    // Read before in the same shape: nothing about columns has to be asked.
    if (isRemembered_ && findLedgerHead(sheets_, mapping_) && runDry()) {
        words_->show(*import_, mapping_, session_.document().edition());
        goTo(import_->unmapped.empty() ? dryRunStep : wordsStep);
        return;
    }
    offerColumns();
}

void ImportPage::offerColumns() {
    std::vector<std::string> headings;
    if (auto const known = findLedgerHead(sheets_, mapping_); known && !mapping_.columns.empty()) {
        headings = headingsOf(known->sheet->rows[known->row]);
    } else {
        for (auto const& sheet : sheets_) {
            auto const head = likelyHead(sheet);
            if (!head) continue;
            headings = headingsOf(sheet.rows[*head]);
            mapping_.decimalSign = likelyDecimalSign(sheet);
            break;
        }
        mapping_.columns = likelyColumns(headings);
        mapping_.sheet.clear();
    }
    columns_->show(headings, mapping_, session_.document().edition());
    goTo(columnsStep);
}

bool ImportPage::runDry() {
    auto const period = parsePeriod(session_.document().filing().header.period);
    auto import = period ? importLedger({sheets_}, mapping_, session_.document().edition(), *period) : Result<LedgerImport>{tl::unexpected(period.error())};
    if (!import) {
        Q_EMIT failed(import.error());
        return false;
    }
    import_ = *std::move(import);
    return true;
}

void ImportPage::next() {
    switch (step()) {
        case fileStep: return openFile(pathOf(fromQt(file_->text())));
        case columnsStep:
            columns_->putInto(mapping_);
            if (!runDry()) return;
            words_->show(*import_, mapping_, session_.document().edition());
            return goTo(words_->isEmpty() ? dryRunStep : wordsStep);
        case wordsStep:
            if (runDry()) goTo(dryRunStep);
            return;
        default: return take();
    }
}

void ImportPage::back() {
    switch (step()) {
        case columnsStep: return goTo(fileStep);
        case wordsStep: return offerColumns();
        case dryRunStep:
            if (words_->isEmpty()) return offerColumns();
            return goTo(wordsStep);
        default: return;
    }
}

void ImportPage::showDryRun() {
    if (!import_) return;
    auto html = QStringLiteral("<table><tr>") + cellHtml(tr("The ledger, lines")) + cellHtml(QString::number(import_->source.lines)) + cellHtml(LedgerWording::sumsOf(import_->source)) + QStringLiteral("</tr>");
    for (auto const& [outcome, tally] : import_->outcomes) {
        if (tally.lines == 0) continue;
        html += QStringLiteral("<tr>") + cellHtml(QStringLiteral("　") + LedgerWording::nameOf(outcome)) + cellHtml(QString::number(tally.lines)) + cellHtml(LedgerWording::sumsOf(tally)) + QStringLiteral("</tr>");
    }
    QStringList inForm;
    for (auto const& [currency, sum] : import_->takenSums) inForm.append(toQt(currency + " " + sum.display(Unit::one)));
    html += QStringLiteral("<tr>") + cellHtml(tr("In the form, rows")) + cellHtml(QString::number(import_->rows.size())) + cellHtml(inForm.join(QStringLiteral(", "))) + QStringLiteral("</tr></table>");
    if (import_->withoutMode > 0) html += QStringLiteral("<p>") + tr("Lines that say nothing of the mode of supply: %1. Only the total is filled in for them.").arg(import_->withoutMode) + QStringLiteral("</p>");
    summary_->setText(html);
    std::vector<LedgerLine const*> others;
    for (auto const& line : import_->lines)
        if (line.reason) others.push_back(&line);
    notTaken_->setRowCount(static_cast<int>(others.size()));
    for (int row = 0; row < notTaken_->rowCount(); ++row) {
        auto const& line = *others[static_cast<std::size_t>(row)];
        auto const put = [&](int column, QString const& text) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(text);
            notTaken_->setItem(row, column, item);
        };
        put(0, toQt(line.reason->where()));
        put(1, toQt(line.amountText.empty() ? std::string{"–"} : line.currency + " " + line.amountText));
        put(2, LedgerWording::nameOf(line.outcome));
        put(3, toQt(sentence(*line.reason, program_.language().current())));
    }
    notTaken_->resizeColumnsToContents();
    notTaken_->horizontalHeader()->setSectionResizeMode(notTaken_->horizontalHeader()->count() - 1, QHeaderView::Stretch);
    next_->setEnabled(!session_.document().isFrozen());
}

void ImportPage::take() {
    auto& document = session_.document();
    if (!import_ || document.isFrozen()) return;
    auto after = document.filing();
    auto const before = document.ledgerOf(form_.id);
    if (auto const taken = takeLedgerRows(after, *import_, before == nullptr ? std::vector<LedgerLine>{} : *before, form_.id, document.edition()); !taken) {
        Q_EMIT failed(taken.error());
        return;
    }
    if (auto const kept = program_.store().saveMapping(document.filing().header.unit, mapping_, program_.clock().now()); !kept) Q_EMIT failed(kept.error());
    isRemembered_ = true;
    document.takeLedger(form_.id, std::move(after), std::make_shared<std::vector<LedgerLine> const>(import_->lines), [] { return tr("Import the ledger"); });
    auto const lines = import_->outcomes.at(LineOutcome::taken).lines + import_->outcomes.at(LineOutcome::rounded).lines;
    Q_EMIT taken([rows = import_->rows.size(), lines, others = import_->source.lines - lines] {
        return tr("Taken from the ledger: lines %1, in rows %2. Not taken: %3. Ctrl+Z takes it back.").arg(lines).arg(rows).arg(others);
    });
}

}  // namespace zhibao
