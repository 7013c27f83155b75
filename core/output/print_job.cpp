#include "output/print_job.h"

#include "base/text.h"
#include "output/html.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "print-job-1";

std::string_view nameOf(Orientation orientation) {
    switch (orientation) {
        case Orientation::portrait: return "portrait";
        case Orientation::landscape: return "landscape";
        case Orientation::automatic: break;
    }
    return "auto";
}

JsonValue edgeToJson(PageEdge const& edge) {
    return JsonValue::Object{{"left", edge.left}, {"right", edge.right}};
}

Result<PageEdge> readEdge(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"left", "right"}));
    PageEdge edge;
    ZHIBAO_TRY(edge.left, node.stringOr("left", ""));
    ZHIBAO_TRY(edge.right, node.stringOr("right", ""));
    return edge;
}

Result<PrintSection> readSection(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"anchor", "header", "mark"}));
    PrintSection section;
    ZHIBAO_TRY(section.anchor, node.stringAt("anchor"));
    ZHIBAO_TRY(JsonNode const header, node.at("header"));
    ZHIBAO_TRY(section.header, readEdge(header));
    ZHIBAO_TRY(section.mark, node.stringOr("mark", ""));
    return section;
}

std::string joined(std::string const& left, std::string const& right) {
    return left.empty() || right.empty() ? left + right : left + "　" + right;
}

/// What a table is, for the top of its pages.
PageEdge headerOf(Table const& table) {
    return {table.title, joined(table.periodText, table.legalMarks.empty() ? std::string{} : table.legalMarks.front().value)};
}

}  // namespace

PrintJob printJobOf(std::vector<Table> const& tables) {
    auto const& first = tables.front();
    bool const chinese = first.language == Language::chinese;
    auto const labelled = [&](std::string_view zh, std::string_view en, std::string const& value) {
        return value.empty() ? std::string{} : std::string{chinese ? zh : en} + value;
    };
    PrintJob job;
    job.title = first.title;
    job.language = first.language;
    job.orientation = first.orientation;
    job.html = toHtml(tables, HtmlUse::printing);
    job.header = headerOf(first);
    job.footer = {joined(labelled("制度版本 ", "Edition ", first.edition), labelled("数据版本 ", "Data ", shortened(first.dataVersion, 16))),
                  labelled("制表时间 ", "Made ", madeAtText(first))};
    job.mark = first.sampleMark;
    job.made = first.madeAt;
    std::size_t part = 0;
    for (auto const& table : tables)
        if (!table.continuation && ++part > 1) job.sections.push_back({partAnchor(part), headerOf(table), table.sampleMark});
    return job;
}

Bytes toBytes(PrintJob const& job) {
    JsonValue::Object object{{"schema", schema},
                             {"title", job.title},
                             {"language", job.language == Language::chinese ? "zh" : "en"},
                             {"paper", job.paper},
                             {"orientation", nameOf(job.orientation)},
                             {"html", job.html},
                             {"header", edgeToJson(job.header)},
                             {"footer", edgeToJson(job.footer)},
                             {"mark", job.mark}};
    if (!job.sections.empty()) {
        JsonValue::Array sections;
        for (auto const& section : job.sections)
            sections.push_back(JsonValue::Object{{"anchor", section.anchor}, {"header", edgeToJson(section.header)}, {"mark", section.mark}});
        object.emplace_back("sections", std::move(sections));
    }
    if (job.made) object.emplace_back("made", toText(*job.made));
    return toText(std::move(object), 2);
}

Result<PrintJob> readPrintJob(BytesView bytes) {
    ZHIBAO_TRY(JsonValue const document, parseJson(bytes));
    JsonNode const root{document};
    ZHIBAO_TRY(std::string const got, root.stringAt("schema"));
    if (got != schema) return fail(error::printJobSchemaUnknown, {{"got", got}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "title", "language", "paper", "orientation", "html", "header", "footer", "mark", "made", "sections"}));
    PrintJob job;
    ZHIBAO_TRY(job.title, root.stringAt("title"));
    ZHIBAO_TRY(std::string const language, root.stringAt("language"));
    if (language == "zh") job.language = Language::chinese;
    else if (language == "en") job.language = Language::english;
    else return fail(error::jsonValueUnknown, {{"text", language}, {"expected", "zh, en"}}, "/language");
    ZHIBAO_TRY(job.paper, root.stringAt("paper"));
    if (job.paper != "A4" && job.paper != "A3") return fail(error::jsonValueUnknown, {{"text", job.paper}, {"expected", "A4, A3"}}, "/paper");
    ZHIBAO_TRY(std::string const orientation, root.stringAt("orientation"));
    if (orientation == "auto") job.orientation = Orientation::automatic;
    else if (orientation == "portrait") job.orientation = Orientation::portrait;
    else if (orientation == "landscape") job.orientation = Orientation::landscape;
    else return fail(error::jsonValueUnknown, {{"text", orientation}, {"expected", "auto, portrait, landscape"}}, "/orientation");
    ZHIBAO_TRY(job.html, root.stringAt("html"));
    ZHIBAO_TRY(auto const header, root.find("header"));
    if (header) { ZHIBAO_TRY(job.header, readEdge(*header)); }
    ZHIBAO_TRY(auto const footer, root.find("footer"));
    if (footer) { ZHIBAO_TRY(job.footer, readEdge(*footer)); }
    ZHIBAO_TRY(job.mark, root.stringOr("mark", ""));
    ZHIBAO_TRY(auto const sections, root.find("sections"));
    if (sections) {
        ZHIBAO_TRY(auto const elements, sections->elements());
        for (auto const& element : elements) {
            ZHIBAO_TRY(PrintSection section, readSection(element));
            job.sections.push_back(std::move(section));
        }
    }
    ZHIBAO_TRY(auto const made, root.find("made"));
    if (made) {
        ZHIBAO_TRY(auto const text, made->string());
        auto const moment = parseMoment(text);
        if (!moment) return tl::unexpected(moment.error().inside(made->pointer()));
        job.made = *moment;
    }
    return job;
}

}  // namespace zhibao
