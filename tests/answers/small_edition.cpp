#include "answers/small_edition.h"

#include "register/credit_code.h"

namespace zhibao::test {

namespace {

Column column(std::string id, ColumnKind kind, ColumnRole role, LocalizedText title) {
    Column made;
    made.id = std::move(id);
    made.kind = kind;
    made.role = role;
    made.title = std::move(title);
    made.help = {"填报说明：" + made.title.zh, "About " + made.title.en};
    return made;
}

Column code(std::string id, std::string list, LocalizedText title) {
    auto made = column(std::move(id), ColumnKind::code, ColumnRole::key, std::move(title));
    made.list = std::move(list);
    made.required = true;
    return made;
}

Column text(std::string id, std::string format, LocalizedText title) {
    auto made = column(std::move(id), ColumnKind::text, ColumnRole::attribute, std::move(title));
    made.format = std::move(format);
    return made;
}

CodeEntry entry(std::string code, std::string parent, bool isLeaf, LocalizedText name) {
    CodeEntry made;
    made.code = std::move(code);
    made.parent = std::move(parent);
    made.isLeaf = isLeaf;
    made.name = std::move(name);
    return made;
}

Form tradeForm() {
    Form form;
    form.id = "trade";
    form.kind = FormKind::rows;
    form.title = {"服务进出口（样例）", "Services trade (example)"};
    auto item = code("item", "items", {"服务类别", "Service item"});
    item.leafOnly = true;
    auto currency = code("currency", "currencies", {"币种", "Currency"});
    currency.defaultValue = "CNY";
    auto note = text("note", "", {"备注", "Note"});
    note.maximalLength = 20;
    form.columns = {code("flow", "flows", {"进出口", "Flow"}),
                    item,
                    currency,
                    column("total", ColumnKind::money, ColumnRole::measure, {"合计", "Total"}),
                    column("mode1", ColumnKind::money, ColumnRole::measure, {"跨境提供", "Cross-border supply"}),
                    column("mode2", ColumnKind::money, ColumnRole::measure, {"境外消费", "Consumption abroad"}),
                    column("persons", ColumnKind::integer, ColumnRole::measure, {"人次", "Persons"}),
                    column("share", ColumnKind::percent, ColumnRole::attribute, {"比例", "Share"}),
                    note};
    form.residuals = {{"total", {"mode1", "mode2"}}};
    form.currencyColumn = "currency";
    return form;
}

Form profileForm() {
    Form form;
    form.id = "profile";
    form.kind = FormKind::record;
    form.title = {"基本情况（样例）", "Profile (example)"};
    auto name = text("name", "", {"单位名称", "Name"});
    name.required = true;
    auto listed = column("listed", ColumnKind::yesNo, ColumnRole::attribute, {"是否上市", "Listed"});
    listed.defaultValue = "no";
    form.columns = {text("code", "credit-code", {"代码", "Code"}),
                    name,
                    text("phone", "phone", {"电话", "Telephone"}),
                    text("mail", "e-mail", {"邮箱", "E-mail"}),
                    text("postcode", "postcode", {"邮编", "Postcode"}),
                    column("founded", ColumnKind::month, ColumnRole::attribute, {"成立年月", "Founded"}),
                    column("opened", ColumnKind::date, ColumnRole::attribute, {"开业日期", "Opened"}),
                    listed,
                    column("staff", ColumnKind::integer, ColumnRole::measure, {"从业人员", "Staff"}),
                    column("capital", ColumnKind::money, ColumnRole::measure, {"注册资本", "Capital"})};
    form.currency = "CNY";
    return form;
}

}  // namespace

std::shared_ptr<Edition const> smallEdition() {
    auto edition = std::make_shared<Edition>();
    edition->id = "example/2017-1";
    edition->title = {"样例制度", "Example edition"};
    edition->digest = sha256("example/2017-1");
    edition->formSets = {{"quarterly", {"季报", "Quarterly report"}, Frequency::quarterly, {"trade"}},
                         {"profile", {"年报", "Yearly profile"}, Frequency::annual, {"profile"}}};
    edition->forms = {tradeForm(), profileForm()};
    edition->lists.emplace("flows", CodeList{"flows",
                                             {"进出口", "Flow"},
                                             {entry("export", "", true, {"出口", "Export"}), entry("import", "", true, {"进口", "Import"})}});
    edition->lists.emplace("items", CodeList{"items",
                                             {"服务类别", "Service items"},
                                             {entry("SJ", "", false, {"其他商业服务", "Other business services"}),
                                              entry("SJ21", "SJ", false, {"专业服务", "Professional services"}),
                                              entry("SJ211", "SJ21", true, {"法律服务", "Legal services"}),
                                              entry("SJ212", "SJ21", true, {"会计服务（含审计）", "Accounting services"}),
                                              entry("SA", "", false, {"加工服务", "Manufacturing services"}),
                                              entry("SA1", "SA", true, {"加工服务", "Manufacturing services"}),
                                              entry("X1", "", true, {"其他", "Other"}),
                                              entry("X2", "", true, {"其他", "Other"})}});
    edition->lists.emplace("currencies", CodeList{"currencies",
                                                  {"币种", "Currencies"},
                                                  {entry("CNY", "", true, {"人民币", "Renminbi"}), entry("USD", "", true, {"美元", "US Dollar"})}});
    return edition;
}

Filing quarterlyFiling(Edition const& edition) {
    return newFiling(edition, *edition.findFormSet("quarterly"), exampleUnitCode(1).text(), "2017Q1");
}

Filing profileFiling(Edition const& edition) {
    return newFiling(edition, *edition.findFormSet("profile"), exampleUnitCode(1).text(), "2017");
}

Row tradeRow(Edition const& edition, std::string item, std::string total) {
    auto const& form = *edition.findForm("trade");
    auto row = newRow(form);
    cellOf(row, form, "flow") = std::string{"export"};
    cellOf(row, form, "item") = std::move(item);
    cellOf(row, form, "total") = Money::parse(total).value();
    cellOf(row, form, "mode1") = Money::parse(total).value();
    return row;
}

Cell& cellOf(Row& row, Form const& form, std::string_view column) {
    return row.cells.at(form.indexOf(column).value());
}

}  // namespace zhibao::test
