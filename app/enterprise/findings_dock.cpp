#include "enterprise/findings_dock.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "base/text.h"
#include "enterprise/finding_why.h"
#include "enterprise/level_buttons.h"
#include "i18n/sentences.h"
#include "ui/text.h"
#include "ui/visible_row_heights.h"

namespace zhibao {

namespace {

/// Rows are as tall as their sentence; what stands beside it begins where it begins.
class TopDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, QModelIndex const& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->displayAlignment = Qt::AlignLeft | Qt::AlignTop;
        option->decorationAlignment = Qt::AlignLeft | Qt::AlignTop;
    }
};

}  // namespace

FindingsDock::FindingsDock(Program& program, QWidget* parent)
    : QDockWidget(parent), program_(program), model_(new FindingsModel(this)), filter_(new FindingsFilter(this)) {
    setObjectName(QStringLiteral("findingsDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    auto* contents = new QWidget(this);
    levels_ = new LevelButtons(contents);
    search_ = new QLineEdit(contents);
    search_->setObjectName(QStringLiteral("findingsSearch"));
    search_->setMaximumWidth(fontMetrics().horizontalAdvance(QStringLiteral("中")) * 14);
    why_ = new QTextBrowser(contents);
    why_->setObjectName(QStringLiteral("why"));
    why_->setFrameShape(QFrame::NoFrame);
    why_->setMinimumHeight(fontMetrics().height() * 3);
    fix_ = new QPushButton(contents);
    fix_->setObjectName(QStringLiteral("quickFix"));
    quality_ = new QLabel(contents);
    quality_->setObjectName(QStringLiteral("explanationQuality"));
    quality_->setWordWrap(true);
    state_ = new QLabel(contents);
    table_ = new QTableView(contents);
    explanationLabel_ = new QLabel(contents);
    explanation_ = new QPlainTextEdit(contents);
    explanationLabel_->setBuddy(explanation_);
    explanationLabel_->setWordWrap(true);
    explanationLabel_->setMinimumHeight(fontMetrics().height() + 2);
    explanation_->setTabChangesFocus(true);
    explanation_->setObjectName(QStringLiteral("explanation"));
    table_->setObjectName(QStringLiteral("findings"));
    // On a low screen these give way, not the form.
    table_->setMinimumHeight(fontMetrics().height() * 3);
    explanation_->setMinimumHeight(fontMetrics().height() * 2);

    filter_->setSourceModel(model_);
    table_->setModel(filter_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    // A sentence is read whole or not at all.
    table_->setWordWrap(true);
    table_->setTextElideMode(Qt::ElideNone);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setMinimumSectionSize(fontMetrics().height() * 7 / 4);
    new VisibleRowHeights{*table_};
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(FindingsModel::placeColumn, QHeaderView::Fixed);
    table_->horizontalHeader()->setSectionResizeMode(FindingsModel::sentenceColumn, QHeaderView::Stretch);
    table_->setItemDelegate(new TopDelegate{table_});
    table_->viewport()->installEventFilter(this);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);

    auto* head = new QHBoxLayout;
    head->addWidget(levels_);
    head->addWidget(search_);
    head->addWidget(state_, 1);
    auto* left = new QWidget(contents);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(4);
    leftLayout->addLayout(head);
    leftLayout->addWidget(table_, 1);
    reasonPane_ = new QWidget(contents);
    auto* middleLayout = new QVBoxLayout(reasonPane_);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(4);
    middleLayout->addWidget(why_, 1);
    middleLayout->addWidget(fix_, 0, Qt::AlignLeft);
    explanationPane_ = new QWidget(contents);
    // What the field is for stays on one line in either language.
    explanationPane_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("中")) * 15);
    auto* rightLayout = new QVBoxLayout(explanationPane_);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(4);
    rightLayout->addWidget(explanationLabel_);
    rightLayout->addWidget(explanation_, 1);
    rightLayout->addWidget(quality_);
    auto* splitter = new QSplitter(Qt::Horizontal, contents);
    splitter->addWidget(left);
    splitter->addWidget(reasonPane_);
    splitter->addWidget(explanationPane_);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 3);
    splitter->setStretchFactor(2, 3);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(splitter);
    setWidget(contents);

    connect(levels_, &LevelButtons::chosen, filter_, &FindingsFilter::setLevels);
    connect(search_, &QLineEdit::textChanged, filter_, &FindingsFilter::setText);
    connect(fix_, &QPushButton::clicked, this, &FindingsDock::takeFix);
    connect(table_, &QTableView::activated, this, &FindingsDock::jump);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsDock::showCurrent);
    connect(explanation_, &QPlainTextEdit::textChanged, this, &FindingsDock::takeExplanation);
    wordAnew();
}

void FindingsDock::setSession(DraftSession* session) {
    session_ = session;
    if (session_ != nullptr) {
        connect(&session_->check(), &LiveCheck::judged, this, &FindingsDock::refresh);
        connect(&session_->document(), &FilingDocument::headChanged, this, &FindingsDock::showExplanation);
        connect(&session_->document(), &FilingDocument::formsReplaced, this, &FindingsDock::showExplanation);
    }
    refresh();
}

void FindingsDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

bool FindingsDock::eventFilter(QObject* object, QEvent* event) {
    if (object == table_->viewport() && event->type() == QEvent::Resize) fitPlaces();
    return QDockWidget::eventFilter(object, event);
}

void FindingsDock::fitPlaces() {
    // The sentence says what to do; where it is may be broken over lines.
    auto const most = table_->viewport()->width() / 5;
    table_->resizeColumnToContents(FindingsModel::placeColumn);
    if (table_->columnWidth(FindingsModel::placeColumn) > most) table_->setColumnWidth(FindingsModel::placeColumn, most);
}

void FindingsDock::wordAnew() {
    model_->setLanguage(program_.language().current());
    search_->setPlaceholderText(tr("Filter"));
    search_->setAccessibleName(tr("Show only findings with this text"));
    why_->setAccessibleName(tr("Why this is a finding"));
    fix_->setText(tr("Quick fix"));
    table_->setAccessibleName(tr("Findings"));
    explanation_->setAccessibleName(tr("Explanation of the chosen query"));
    table_->setToolTip(tr("Enter or double-click goes to the cell, F8 to the next."));
    explanation_->setPlaceholderText(tr("What happened, with names and figures: “checked, correct” explains nothing."));
    refresh();
}

void FindingsDock::refresh() {
    auto const* before = current();
    auto const rule = before == nullptr ? std::string{} : before->rule;
    auto const cells = before == nullptr ? std::vector<CellReference>{} : before->cells;
    bool const isOfBureau = before != nullptr && before->bureau;
    if (session_ == nullptr) model_->show({}, nullptr);
    else model_->show(session_->check().findings(), session_->document().sharedEdition(), session_->document().filing().forms.size() > 1);
    // The same finding stays current, so that an explanation can be written while the list is made anew.
    for (int row = 0; row < filter_->rowCount(); ++row) {
        auto const& finding = model_->findings()[static_cast<std::size_t>(filter_->mapToSource(filter_->index(row, 0)).row())];
        if (before != nullptr && finding.rule == rule && finding.cells == cells && finding.bureau.has_value() == isOfBureau) table_->setCurrentIndex(filter_->index(row, 0));
    }
    auto const title = tr("Findings: errors %1, queries %2, notices %3; still to fill in %4")
                           .arg(model_->count(Level::error))
                           .arg(model_->count(Level::query))
                           .arg(model_->count(Level::notice))
                           .arg(model_->countStillToFill());
    setWindowTitle(model_->hasBureau() ? tr("%1; from the bureau %2").arg(title).arg(model_->countOfBureau()) : title);
    state_->setText(session_ != nullptr && model_->rowCount() == 0 ? tr("Nothing stands in the way.") : QString{});
    levels_->showCounts(*model_);
    fitPlaces();
    showCurrent();
}

void FindingsDock::setUnit(Unit unit) {
    unit_ = unit;
    showWhy();
}

ListedFinding const* FindingsDock::current() const {
    auto const index = filter_->mapToSource(table_->currentIndex());
    return index.isValid() ? &model_->findings()[static_cast<std::size_t>(index.row())] : nullptr;
}

void FindingsDock::jump() {
    auto const* finding = current();
    if (finding == nullptr || finding->cells.empty()) return;
    // Going there may make the list anew.
    auto const cell = finding->cells.front();
    Q_EMIT jumpRequested(cell);
}

void FindingsDock::step(int direction) {
    int const count = filter_->rowCount();
    if (count == 0) return;
    int const present = table_->currentIndex().isValid() ? table_->currentIndex().row() : (direction > 0 ? -1 : count);
    int const row = (present + direction + count) % count;
    table_->setCurrentIndex(filter_->index(row, 0));
    jump();
}

void FindingsDock::showCurrent() {
    auto const* finding = current();
    // Nothing is shown beside the sentences that has nothing to say.
    reasonPane_->setVisible(finding != nullptr);
    explanationPane_->setVisible(finding != nullptr && finding->canBeExplained);
    showWhy();
    showExplanation();
}

std::optional<QuickFix> FindingsDock::offeredFix() const {
    auto const* finding = current();
    if (finding == nullptr || !finding->finding || session_ == nullptr || session_->document().isFrozen()) return std::nullopt;
    return quickFix(*finding->finding, session_->rules().findPapers(finding->finding->part), session_->document().filing(), session_->document().edition());
}

void FindingsDock::showWhy() {
    auto const* finding = current();
    auto const language = program_.language().current();
    QString html;
    if (finding != nullptr && session_ != nullptr) {
        html = toQt(whyHtml(*finding, session_->rules(), session_->document().edition(), unit_, language));
        if (!finding->canBeExplained && !finding->bureau)
            html += QStringLiteral("<p>%1</p>").arg((finding->isStillToFill               ? tr("This question is still to be answered.")
                                                     : finding->level == Level::error ? tr("An error cannot be explained away: it must be put right.")
                                                                                      : tr("This needs no explanation."))
                                                        .toHtmlEscaped());
    }
    why_->setHtml(html);
    auto const fix = offeredFix();
    fix_->setVisible(fix.has_value());
    if (!fix) return;
    auto const& form = *session_->document().edition().findForm(fix->form);
    QStringList changes;
    for (auto const& change : fix->changes)
        changes.append(tr("%1 becomes %2").arg(toQt(form.columns[change.column].title.in(language)), toQt(std::get<Money>(change.cell).display(unit_))));
    auto const what = changes.join(tr(", "));
    switch (fix->kind) {
        case QuickFix::Kind::sum: fix_->setText(tr("Put the &sum in: %1").arg(what)); break;
        case QuickFix::Kind::sign: fix_->setText(tr("Turn the &sign: %1").arg(changes.front())); break;
        case QuickFix::Kind::unit: fix_->setText(tr("Count in the other &unit: %1").arg(changes.front())); break;
    }
    fix_->setToolTip(tr("%1. One step; Ctrl+Z takes it back.").arg(what));
}

void FindingsDock::takeFix() {
    auto const fix = offeredFix();
    if (!fix) return;
    std::vector<CellEdit> edits;
    for (auto const& change : fix->changes) edits.push_back({fix->row, change.column, change.cell});
    session_->document().setCells(fix->form, std::move(edits), [rule = current()->check, row = fix->row] { return tr("Quick fix of %1 in row %2").arg(toQt(rule)).arg(row + 1); });
}

void FindingsDock::judgeExplanation() {
    auto const* finding = current();
    auto const text = trimmed(fromQt(explanation_->toPlainText()));
    bool const isWritten = finding != nullptr && session_ != nullptr && finding->canBeExplained && !text.empty();
    quality_->setVisible(isWritten);
    quality_->clear();
    if (!isWritten) return;
    auto const refusal = refusalOfExplanation(explanationOf(finding->query, text), session_->document().filing(), session_->rules(), session_->check().known());
    quality_->setText(refusal ? QStringLiteral("⚠ ") + toQt(sentence(*refusal, program_.language().current())) : QStringLiteral("✓ ") + tr("This explanation says something."));
}

void FindingsDock::showExplanation() {
    auto const* finding = current();
    bool const canExplain = finding != nullptr && finding->canBeExplained && session_ != nullptr;
    explanation_->setEnabled(canExplain);
    // What was said of a sealed version can still be read.
    explanation_->setReadOnly(canExplain && session_->document().isFrozen());
    explanationLabel_->setText(canExplain ? tr("&Explanation of %1").arg(toQt(finding->rule)) : QString{});
    auto const text = canExplain ? toQt(session_->document().explanationOf(finding->query)) : QString{};
    // While it is being typed into, the field is ahead of what was taken.
    judgeExplanation();
    if (explanation_->toPlainText() == text || (explanation_->hasFocus() && fromQt(explanation_->toPlainText().trimmed()) == fromQt(text))) return;
    isShowing_ = true;
    explanation_->setPlainText(text);
    isShowing_ = false;
    judgeExplanation();
}

void FindingsDock::takeExplanation() {
    judgeExplanation();
    auto const* finding = current();
    if (isShowing_ || finding == nullptr || session_ == nullptr || !finding->canBeExplained) return;
    session_->document().explain(finding->query, trimmed(fromQt(explanation_->toPlainText())));
}

}  // namespace zhibao
