#include "enterprise/findings_dock.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "base/text.h"
#include "ui/steady.h"
#include "ui/text.h"
#include "ui/visible_row_heights.h"

namespace zhibao {

FindingsDock::FindingsDock(Program& program, QWidget* parent)
    : QDockWidget(parent), program_(program), model_(new FindingsModel(this)), filter_(new FindingsFilter(this)) {
    setObjectName(QStringLiteral("findingsDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    auto* contents = new QWidget(this);
    level_ = new QComboBox(contents);
    state_ = new QLabel(contents);
    table_ = new QTableView(contents);
    explanationLabel_ = new QLabel(contents);
    explanation_ = new QPlainTextEdit(contents);
    explanationLabel_->setBuddy(explanation_);
    explanationLabel_->setWordWrap(true);
    explanation_->setTabChangesFocus(true);
    explanation_->setObjectName(QStringLiteral("explanation"));
    table_->setObjectName(QStringLiteral("findings"));
    // On a low screen these give way, not the form.
    table_->setMinimumHeight(fontMetrics().height() * 3);
    explanation_->setMinimumHeight(fontMetrics().height() * 2);
    ignoreWheel(level_);
    level_->setSizeAdjustPolicy(QComboBox::AdjustToContents);

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
    table_->horizontalHeader()->setSectionResizeMode(FindingsModel::sentenceColumn, QHeaderView::Stretch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->installEventFilter(this);

    auto* head = new QHBoxLayout;
    head->addWidget(level_);
    head->addWidget(state_, 1);
    auto* left = new QWidget(contents);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(4);
    leftLayout->addLayout(head);
    leftLayout->addWidget(table_, 1);
    auto* right = new QWidget(contents);
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(4);
    rightLayout->addWidget(explanationLabel_);
    rightLayout->addWidget(explanation_, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, contents);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(splitter);
    setWidget(contents);

    connect(level_, &QComboBox::currentIndexChanged, this, [this] {
        auto const chosen = level_->currentData();
        filter_->setLevel(chosen.isValid() ? std::optional{chosen.toInt()} : std::nullopt);
    });
    connect(table_, &QTableView::activated, this, &FindingsDock::jump);
    connect(table_, &QTableView::doubleClicked, this, &FindingsDock::jump);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FindingsDock::showExplanation);
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
    if (object == table_ && event->type() == QEvent::KeyPress) {
        auto const key = static_cast<QKeyEvent const*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            jump();
            return true;
        }
    }
    return QDockWidget::eventFilter(object, event);
}

void FindingsDock::wordAnew() {
    model_->setLanguage(program_.language().current());
    {
        QSignalBlocker const blocker{level_};
        int const chosen = std::max(level_->currentIndex(), 0);
        level_->clear();
        level_->addItem(tr("All levels"));
        for (auto const level : {Level::error, Level::query, Level::notice}) level_->addItem(FindingsModel::nameOfLevel(level), static_cast<int>(level));
        level_->addItem(FindingsModel::stillToFillText(), FindingsModel::stillToFillLevel);
        level_->setCurrentIndex(chosen);
    }
    level_->setAccessibleName(tr("Which findings to show"));
    level_->view()->setAccessibleName(tr("Which findings to show"));
    table_->setAccessibleName(tr("Findings"));
    explanation_->setPlaceholderText(tr("What happened, with names and figures: “checked, correct” explains nothing."));
    refresh();
}

void FindingsDock::refresh() {
    auto const* before = current();
    auto const rule = before == nullptr ? std::string{} : before->rule;
    auto const cells = before == nullptr ? std::vector<CellReference>{} : before->cells;
    if (session_ == nullptr) model_->show({}, nullptr);
    else model_->show(session_->check().findings(), session_->document().sharedEdition(), session_->document().filing().forms.size() > 1);
    // The same finding stays current, so that an explanation can be written while the list is made anew.
    for (int row = 0; row < filter_->rowCount(); ++row) {
        auto const& finding = model_->findings()[static_cast<std::size_t>(filter_->mapToSource(filter_->index(row, 0)).row())];
        if (!rule.empty() && finding.rule == rule && finding.cells == cells) table_->setCurrentIndex(filter_->index(row, 0));
    }
    setWindowTitle(tr("Findings: errors %1, queries %2, notices %3; still to fill in %4")
                       .arg(model_->count(Level::error))
                       .arg(model_->count(Level::query))
                       .arg(model_->count(Level::notice))
                       .arg(model_->countStillToFill()));
    state_->setText(session_ != nullptr && model_->rowCount() == 0 ? tr("Nothing stands in the way.") : tr("Enter or double-click goes to the cell, F8 to the next."));
    showExplanation();
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

void FindingsDock::showExplanation() {
    auto const* finding = current();
    bool const canExplain = finding != nullptr && finding->canBeExplained && session_ != nullptr;
    explanation_->setEnabled(canExplain);
    // What was said of a sealed version can still be read.
    explanation_->setReadOnly(canExplain && session_->document().isFrozen());
    explanationLabel_->setText(canExplain            ? tr("&Explanation of %1").arg(toQt(finding->rule))
                               : finding == nullptr  ? tr("Explanation: choose a query")
                               : finding->isStillToFill ? tr("This question is still to be answered.")
                               : finding->level == Level::error ? tr("An error cannot be explained away: it must be put right.")
                                                     : tr("This needs no explanation."));
    auto const text = canExplain ? toQt(session_->document().explanationOf(finding->query)) : QString{};
    // While it is being typed into, the field is ahead of what was taken.
    if (explanation_->toPlainText() == text || (explanation_->hasFocus() && fromQt(explanation_->toPlainText().trimmed()) == fromQt(text))) return;
    isShowing_ = true;
    explanation_->setPlainText(text);
    isShowing_ = false;
}

void FindingsDock::takeExplanation() {
    auto const* finding = current();
    if (isShowing_ || finding == nullptr || session_ == nullptr || !finding->canBeExplained) return;
    session_->document().explain(finding->query, trimmed(fromQt(explanation_->toPlainText())));
}

}  // namespace zhibao
