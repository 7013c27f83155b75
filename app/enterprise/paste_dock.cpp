#include "enterprise/paste_dock.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "enterprise/paste_model.h"
#include "ui/text.h"

namespace zhibao {

PasteDock::PasteDock(Program& program, QWidget* parent) : QDockWidget(parent), program_(program) {
    setObjectName(QStringLiteral("pasteDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    auto* contents = new QWidget(this);
    summary_ = new QLabel(contents);
    table_ = new QTableView(contents);
    model_ = new PasteModel(this);
    take_ = new QPushButton(contents);
    cancel_ = new QPushButton(contents);
    summary_->setObjectName(QStringLiteral("pasteSummary"));
    summary_->setWordWrap(true);
    take_->setObjectName(QStringLiteral("takePaste"));
    cancel_->setObjectName(QStringLiteral("cancelPaste"));
    table_->setObjectName(QStringLiteral("pasteList"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->setMinimumHeight(fontMetrics().height() * 4);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* head = new QHBoxLayout;
    head->addWidget(summary_, 1);
    head->addWidget(take_);
    head->addWidget(cancel_);
    auto* layout = new QVBoxLayout(contents);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addLayout(head);
    layout->addWidget(table_, 1);
    setWidget(contents);
    setTabOrder(take_, cancel_);
    setTabOrder(cancel_, table_);
    // The form may have changed since the block was looked at.
    auto const takeAnew = [this] {
        if (view_ != nullptr) take(planned());
        else dismiss();
    };
    connect(take_, &QPushButton::clicked, this, takeAnew);
    connect(cancel_, &QPushButton::clicked, this, &PasteDock::dismiss);
    connect(table_, &QTableView::activated, this, takeAnew);
    wordAnew();
}

void PasteDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

void PasteDock::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return dismiss();
    QDockWidget::keyPressEvent(event);
}

void PasteDock::wordAnew() {
    setWindowTitle(tr("Paste"));
    take_->setText(tr("Paste the rest"));
    cancel_->setText(tr("Do not paste"));
    table_->setAccessibleName(tr("Cells that are rounded or refused"));
    model_->setLanguage(program_.language().current());
    table_->resizeColumnsToContents();
    table_->horizontalHeader()->setSectionResizeMode(table_->horizontalHeader()->count() - 1, QHeaderView::Stretch);
    summary_->setText(tr("Of the copied block are taken: %1, rounded to 0.01: %2, refused: %3. What is refused leaves its cell as it is; in a new row, blank.")
                          .arg(counts_[0] + counts_[1])
                          .arg(counts_[1])
                          .arg(counts_[2]));
}

void PasteDock::paste(FormView& view, QMimeData const& clipboard) {
    if (view.form() == nullptr || !view.currentIndex().isValid() || !view.form()->mayEdit()) return;
    auto block = parsePastedBlock(fromQt(clipboard.html()), fromQt(clipboard.text()));
    if (!block) {
        Q_EMIT failed(block.error());
        return;
    }
    block_ = *std::move(block);
    view_ = &view;
    // A selected block is filled from its corner.
    auto const selected = view.selectionModel()->selectedIndexes();
    row_ = static_cast<std::size_t>(view.currentIndex().row());
    shownColumn_ = view.currentIndex().column();
    for (auto const& index : selected) {
        row_ = std::min(row_, static_cast<std::size_t>(index.row()));
        shownColumn_ = std::min(shownColumn_, index.column());
    }
    auto const plan = planned();
    counts_ = {plan.count(PasteOutcome::taken), plan.count(PasteOutcome::rounded), plan.count(PasteOutcome::refused)};
    if (counts_[1] == 0 && counts_[2] == 0) return take(plan);
    show(plan);
}

PastePlan PasteDock::planned() const {
    auto const& form = *view_->form();
    PasteTarget target{form.form(), form.edition(), form.document().rows(form.form().id), row_, {}, form.unit()};
    for (int shown = shownColumn_; shown < form.columnCount(); ++shown) target.columns.push_back(form.positionAt(shown));
    return planPaste(block_, target);
}

void PasteDock::show(PastePlan const& plan) {
    auto const& form = *view_->form();
    model_->show(plan, &form.form(), &form.edition(), form.unit());
    wordAnew();
    take_->setEnabled(counts_[0] + counts_[1] > 0);
    setVisible(true);
    raise();
    fitToWords(*window());
    (take_->isEnabled() ? take_ : cancel_)->setFocus();
}

void PasteDock::take(PastePlan const& plan) {
    auto& form = *view_->form();
    if (!form.mayEdit()) return;
    auto const column = form.columnAt(shownColumn_);
    form.document().paste(form.form().id, plan, [count = plan.count(PasteOutcome::taken) + plan.count(PasteOutcome::rounded)] { return tr("Paste cells: %1").arg(count); });
    auto const row = row_;
    auto* view = view_.data();
    dismiss();
    view->showCell(row, column == nullptr ? form.form().columns.front().id : column->id);
    Q_EMIT done([taken = plan.count(PasteOutcome::taken), rounded = plan.count(PasteOutcome::rounded), refused = plan.count(PasteOutcome::refused)] {
        return tr("Pasted cells: %1, of which rounded: %2. Refused: %3. Ctrl+Z takes it back.").arg(taken + rounded).arg(rounded).arg(refused);
    });
}

void PasteDock::dismiss() {
    model_->show({}, nullptr, nullptr, Unit::one);
    setVisible(false);
    block_.clear();
    if (view_ != nullptr) view_->setFocus();
    view_ = nullptr;
}

}  // namespace zhibao
