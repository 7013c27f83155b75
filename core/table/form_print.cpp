#include "table/form_print.h"

#include "table/printed_form.h"

namespace zhibao {

namespace {

Result<std::vector<Table>> print(Form const& form, Filing const* filing, FormPrintContext const& context) {
    if (form.print.kind() != JsonValue::Kind::object) return fail(error::printLayoutMissing, {{"form", form.id}}, form.id);
    JsonNode const layout{form.print};
    return inside(form.id + " > print", form.kind == FormKind::rows ? printRows(form, filing, context, layout) : printRecord(form, filing, context, layout));
}

}  // namespace

Result<std::vector<Table>> printForm(Form const& form, Filing const& filing, FormPrintContext const& context) {
    return print(form, &filing, context);
}

Result<std::vector<Table>> printFiling(Filing const& filing, FormPrintContext const& context) {
    std::vector<Table> tables;
    for (auto const& answers : filing.forms) {
        auto const* form = context.edition.findForm(answers.form);
        if (form == nullptr) return fail(error::formUnknown, {{"form", answers.form}});
        ZHIBAO_TRY(auto ofForm, printForm(*form, filing, context));
        for (auto& table : ofForm) tables.push_back(std::move(table));
    }
    return tables;
}

Result<std::vector<Table>> printBlankForm(Form const& form, FormPrintContext const& context) {
    return print(form, nullptr, context);
}

}  // namespace zhibao
