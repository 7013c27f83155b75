#include "enterprise/last_period.h"

#include <QCoreApplication>

#include "answers/edit.h"
#include "calendar/period.h"
#include "ui/form_model.h"
#include "ui/text.h"

namespace zhibao {

LastPeriod lastPeriodOf(DraftSession& session, Form const& form) {
    LastPeriod last;
    last.form = &form;
    auto const& header = session.document().filing().header;
    auto const period = parsePeriod(header.period);
    if (!period || form.kind != FormKind::rows) return last;
    last.title = displayText(previous(*period));
    auto const* known = session.check().known().find(header.formSet, toText(previous(*period)));
    auto const* answers = known == nullptr ? nullptr : known->filing.findForm(form.id);
    last.before = known == nullptr ? nullptr : known->edition->findForm(form.id);
    if (last.before != nullptr && answers != nullptr) last.rows = &answers->rows;
    return last;
}

ReopenedRows reopen(DraftSession& session, LastPeriod const& last) {
    auto& document = session.document();
    auto const& present = document.rows(last.form->id);
    auto reopened = reopenedRows(*last.rows, *last.before, present, *last.form, document.edition());
    document.insertRows(last.form->id, present.size(), reopened.rows,
                        [&document, title = last.title] { return QCoreApplication::translate("zhibao::LastPeriod", "Open the rows of %1").arg(toQt(title.in(document.language()))); });
    return reopened;
}

std::vector<FormChange> changesSince(DraftSession& session) {
    std::vector<FormChange> all;
    auto const& document = session.document();
    for (auto const& answers : document.filing().forms) {
        auto const* form = document.edition().findForm(answers.form);
        if (form == nullptr) continue;
        auto const last = lastPeriodOf(session, *form);
        if (!last.isKnown()) continue;
        for (auto& change : rowChanges(*last.rows, *last.before, answers.rows, *form)) all.push_back({last, std::move(change)});
    }
    return all;
}

QString rowName(Row const& row, Form const& form, Edition const& edition, Language language) {
    QStringList keys;
    for (std::size_t position = 0; position < form.columns.size() && position < row.cells.size(); ++position) {
        auto const& column = form.columns[position];
        auto const* code = std::get_if<std::string>(&row.cells[position]);
        if (column.role != ColumnRole::key || code == nullptr) continue;
        auto const* list = edition.findList(column.list);
        auto const* entry = list == nullptr ? nullptr : list->find(*code);
        keys.append(entry == nullptr ? toQt(*code) : toQt(entry->label(language)));
    }
    return keys.join(QStringLiteral(" · "));
}

}  // namespace zhibao
