#include "answers/template_layout.h"

#include <algorithm>

namespace zhibao::template_layout {

namespace {

Column question(std::string id, ColumnKind kind, bool required, LocalizedText title, LocalizedText help) {
    Column column;
    column.id = std::move(id);
    column.kind = kind;
    column.required = required;
    column.title = std::move(title);
    column.help = std::move(help);
    return column;
}

}  // namespace

std::vector<Column> coverColumns(bool canBeZero) {
    std::vector<Column> columns{
        question("unit", ColumnKind::text, true, {"统一社会信用代码", "Unified social credit code"},
                 {"18 位；尚未换发的填 9 位组织机构代码。", "18 characters; a unit that has none yet gives its 9-character organisation code."}),
        question("period", ColumnKind::text, true, {"报告期", "Period"}, {"季度如 2017Q1，年度如 2017。", "A quarter such as 2017Q1, a year such as 2017."}),
    };
    if (canBeZero) {
        columns.push_back(question("zero", ColumnKind::yesNo, false, {"零申报", "Nothing to report"},
                                   {"本期没有应填报的业务时选“是”，并说明原因；表中不填任何行。",
                                    "Say yes when there was nothing to report in the period, and why; leave the forms without rows."}));
        columns.push_back(question("zeroReason", ColumnKind::text, false, {"零申报原因", "Why there is nothing"}, {}));
    }
    columns.push_back(question("unitHead", ColumnKind::text, false, {"单位负责人", "Head of the unit"}, {}));
    columns.push_back(question("statisticsHead", ColumnKind::text, false, {"统计负责人", "Head of statistics"}, {}));
    columns.push_back(question("preparer", ColumnKind::text, false, {"填表人", "Prepared by"}, {}));
    columns.push_back(question("phone", ColumnKind::text, false, {"联系电话", "Telephone"}, {}));
    columns.back().format = "phone";
    columns.push_back(question("reportDate", ColumnKind::date, false, {"报出日期", "Date of report"},
                               {"如 2017-04-10，须在报告期结束之后。", "Such as 2017-04-10, after the period has ended."}));
    return columns;
}

bool canBeZero(Edition const& edition, FormSet const& set) {
    return std::any_of(set.forms.begin(), set.forms.end(), [&](std::string const& id) {
        auto const* form = edition.findForm(id);
        return form != nullptr && form->kind == FormKind::rows &&
               std::any_of(form->columns.begin(), form->columns.end(), [](Column const& column) { return column.role == ColumnRole::measure; });
    });
}

bool asksForMoney(Form const& form) {
    return std::any_of(form.columns.begin(), form.columns.end(), [](Column const& column) { return column.kind == ColumnKind::money; });
}

Digest checksumOf(Edition const& edition, FormSet const& set) {
    Digester digester;
    digester.add(schema);
    digester.add(edition.id);
    digester.add(edition.digest.hex());
    digester.add(set.id);
    for (auto const& id : set.forms) {
        digester.add(id);
        if (auto const* form = edition.findForm(id))
            for (auto const& column : form->columns) digester.add(column.id);
    }
    return std::move(digester).finish();
}

}  // namespace zhibao::template_layout
