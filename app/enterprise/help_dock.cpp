#include "enterprise/help_dock.h"

#include <QEvent>
#include <QTextBrowser>

#include "answers/cell_validity.h"
#include "form/concepts.h"
#include "enterprise/ledger_view.h"
#include "output/html.h"
#include "ui/findings_model.h"
#include "ui/text.h"

namespace zhibao {

HelpDock::HelpDock(Program& program, QWidget* parent) : QDockWidget(parent), program_(program), text_(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("helpDock"));
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    text_->setOpenLinks(false);
    text_->setFrameShape(QFrame::NoFrame);
    text_->document()->setDocumentMargin(10);
    setWidget(text_);
    wordAnew();
}

void HelpDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QDockWidget::changeEvent(event);
}

void HelpDock::wordAnew() {
    setWindowTitle(tr("Help"));
    text_->setAccessibleName(tr("Help on the current question"));
}

namespace {

std::string paragraph(std::string const& text) {
    return "<p>" + escapedForHtml(text) + "</p>";
}

}  // namespace

std::string HelpDock::htmlOf(Column const& column, Edition const& edition, std::string const& code, Unit unit) const {
    auto const language = program_.language().current();
    auto html = "<h3>" + escapedForHtml(column.title.in(language)) + "</h3>" + paragraph(column.help.in(language));
    if (auto const* list = column.kind == ColumnKind::code ? edition.findList(column.list) : nullptr) {
        if (auto const* entry = list->find(code))
            html += "<p><b>" + escapedForHtml(entry->label(language)) + "</b></p>";
        html += paragraph(fromQt(tr("Type a code, a name or pinyin; F4 shows the whole list.")));
    }
    if (column.kind == ColumnKind::money && column.conceptId != concepts::dollars)
        html +=
            paragraph(fromQt(unit == Unit::tenThousand ? tr("Amounts are typed and shown in ten thousands of the row's currency.")
                                                       : tr("Amounts are typed and shown in units of the row's currency, to the cent.")));
    return html;
}

std::string HelpDock::validityHtml(FilingFormModel const& model, QModelIndex const& index) const {
    auto const position = model.positionAt(index.column());
    if (!position || model.isNewRow(index.row())) return {};
    auto const& row = model.document().rows(model.form().id)[static_cast<std::size_t>(index.row())];
    auto const validity = validityOf(row, *position, model.form(), model.edition());
    if (!validity) return {};
    auto const mark = [&] {
        switch (validity->likelihood) {
            case Likelihood::expected: return QStringLiteral("● ") + tr("For this row's codes a figure here is usual.");
            case Likelihood::possible: return QStringLiteral("○ ") + tr("For this row's codes a figure here is possible.");
            case Likelihood::unlikely:
                return QStringLiteral("? ") + tr("For this row's codes a figure here is unlikely: it would have to be explained.");
            case Likelihood::impossible: break;
        }
        return QStringLiteral("✗ ") + tr("For this row's codes there can be no figure here, by definition.");
    }();
    auto html = "<p><b>" + escapedForHtml(fromQt(mark)) + "</b></p>";
    auto const& reason = validity->reason.in(program_.language().current());
    return reason.empty() ? html : html + paragraph(reason);
}

std::string HelpDock::checksHtml(std::string const& form, Column const& column) const {
    if (rules_ == nullptr) return {};
    auto const checks = rules_->papersAbout(form, column.id, RunsAt::enterprise);
    if (checks.empty()) return {};
    auto const language = program_.language().current();
    auto html = "<h4>" + escapedForHtml(fromQt(tr("Checked here"))) + "</h4>";
    for (auto const* papers : checks)
        html += paragraph(fromQt(FindingsModel::nameOfLevel(papers->level)) + " " + papers->id + " · " + papers->title.in(language));
    return html;
}

void HelpDock::explain(RecordView const& record) {
    auto html = htmlOf(record.currentQuestion(), record.document().edition(), record.currentAnswer(), record.unit());
    html += checksHtml(record.form().id, record.currentQuestion());
    html += "<hr/>" + paragraph(fromQt(tr("Enter or Tab: next question. Escape: as before. F4: list of codes. F8: next finding.")));
    text_->setHtml(toQt(html));
}

void HelpDock::explain(FormView const* view) {
    auto const* model = view == nullptr ? nullptr : view->form();
    auto const index = view == nullptr ? QModelIndex{} : view->currentIndex();
    std::string html;
    if (model == nullptr || !index.isValid()) {
        html = paragraph(fromQt(tr("Help on each question appears here while the form is filled in.")));
    } else if (auto const* column = model->columnAt(index.column())) {
        html = htmlOf(*column, model->edition(), fromQt(index.data(Qt::EditRole).toString()), model->unit());
        if (auto const position = model->positionAt(index.column())) html += LedgerView::htmlBehind(model->document(), model->form(), static_cast<std::size_t>(index.row()), *position);
        html += validityHtml(*model, index) + checksHtml(model->form().id, *column);
    } else {
        html = "<h3>" + escapedForHtml(fromQt(tr("Difference"))) + "</h3>" +
               paragraph(fromQt(tr("What of the total no part has yet. It must come to nothing before the filing can be sealed.")));
    }
    if (model != nullptr)
        html +=
            "<hr/>" +
            paragraph(fromQt(tr("Enter: down. Tab: right. F2: edit. Escape: as before. Ctrl+D: copy from above. Ctrl+R: put the rest here. "
                                "F8: next finding.")));
    text_->setHtml(toQt(html));
}

}  // namespace zhibao
