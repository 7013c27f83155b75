#include "base/xlsx_parts.h"

#include <algorithm>

#include <zip.h>

#include "base/text.h"
#include "base/xlsx_xml.h"

namespace zhibao::xlsx {

namespace {

constexpr std::size_t ratioMattersFrom = 1U << 20U;

/// The one way to write the name of a part, for comparing.
std::string partName(std::string_view name) {
    std::string result{name};
    for (char& character : result) {
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
        if (character == '\\') character = '/';
    }
    return result;
}

/// "worksheets/sheet1.xml" seen from "xl/workbook.xml" is "xl/worksheets/sheet1.xml"; "/xl/…" is absolute.
std::string resolved(std::string_view from, std::string_view target) {
    std::vector<std::string_view> steps;
    auto const add = [&](std::string_view path) {
        while (!path.empty()) {
            auto const end = std::min(path.find('/'), path.size());
            auto const step = path.substr(0, end);
            path.remove_prefix(std::min(end + 1, path.size()));
            if (step.empty() || step == ".") continue;
            if (step == "..") {
                if (!steps.empty()) steps.pop_back();
            } else {
                steps.push_back(step);
            }
        }
    };
    auto const folderEnd = from.rfind('/');
    if (!target.starts_with('/') && folderEnd != std::string_view::npos) add(from.substr(0, folderEnd));
    add(target);
    std::string path;
    for (auto const step : steps) path += (path.empty() ? "" : "/") + std::string{step};
    return path;
}

class RelationsHandler final : public Handler {
public:
    explicit RelationsHandler(std::string from) : from_(std::move(from)) {}
    std::vector<Relation> relations;
    void begin(std::string_view element, Attributes const& attributes) override {
        if (element != "Relationship" || attributes.find("TargetMode") == "External") return;
        auto const type = attributes.find("Type").value_or("");
        relations.push_back({std::string{attributes.find("Id").value_or("")}, std::string{type.substr(type.rfind('/') + 1)},
                             resolved(from_, attributes.find("Target").value_or(""))});
    }
    void end(std::string_view) override {}

private:
    std::string from_;
};

}  // namespace

tl::unexpected<Error> malformed(std::string text, std::string_view place) {
    return fail(error::xlsxMalformed, {{"text", std::move(text)}}, place);
}

tl::unexpected<Error> tooLarge(std::string what, std::size_t limit, std::string_view place) {
    return fail(error::xlsxTooLarge, {{"what", std::move(what)}, {"limit", std::to_string(limit)}}, place);
}

Container::Container(zip* archive, XlsxLimits const& limits) : archive_(archive, zip_discard), limits_(limits) {}

bool Container::has(std::string_view name) const {
    return positions_.contains(partName(name));
}

Result<Container> Container::open(BytesView bytes, XlsxLimits const& limits) {
    if (bytes.size() > limits.bytes) return tooLarge("bytes", limits.bytes);
    if (!bytes.starts_with("PK")) return fail(error::xlsxNotAWorkbook);
    zip_error_t problem;
    zip_error_init(&problem);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
    auto* archive = source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, &problem) : nullptr;
    zip_error_fini(&problem);
    if (archive == nullptr) {
        if (source != nullptr) zip_source_free(source);
        return fail(error::xlsxNotAWorkbook);
    }
    Container container{archive, limits};
    auto const count = zip_get_num_entries(archive, 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits.entries) return tooLarge("entries", limits.entries);
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        auto const* name = zip_get_name(archive, i, ZIP_FL_ENC_GUESS);
        if (name == nullptr) return fail(error::xlsxNotAWorkbook);
        // Two entries of one name: one program would show the first, another the second.
        if (!container.positions_.emplace(partName(name), i).second) return fail(error::xlsxEntryTwice, {{"entry", shortened(name, 100)}});
    }
    return container;
}

Result<Bytes> Container::read(std::string const& name) {
    auto const position = positions_.find(partName(name));
    if (position == positions_.end()) return malformed("entry missing", name);
    zip_stat_t statistics;
    if (zip_stat_index(archive_.get(), position->second, 0, &statistics) != 0) return malformed("zip", name);
    if ((statistics.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && statistics.encryption_method != ZIP_EM_NONE)
        return fail(error::xlsxNotAWorkbook);
    std::unique_ptr<zip_file_t, void (*)(zip_file_t*)> const file{zip_fopen_index(archive_.get(), position->second, 0),
                                                                  [](zip_file_t* opened) { zip_fclose(opened); }};
    if (!file) return malformed("zip", name);
    Bytes bytes;
    char buffer[64 * 1024];
    for (;;) {
        auto const got = zip_fread(file.get(), buffer, sizeof buffer);
        if (got < 0) return malformed("zip", name);
        if (got == 0) break;
        bytes.append(buffer, static_cast<std::size_t>(got));
        inflated_ += static_cast<std::size_t>(got);
        if (inflated_ > limits_.inflatedBytes) return tooLarge("inflated bytes", limits_.inflatedBytes, name);
        // What the entry claims to be is not believed; what comes out is counted.
        if (bytes.size() > ratioMattersFrom && bytes.size() / limits_.ratio > statistics.comp_size)
            return tooLarge("ratio", limits_.ratio, name);
    }
    return bytes;
}

Result<std::vector<Relation>> relationsOf(Container& container, std::string const& part) {
    auto const slash = part.rfind('/');
    auto const folder = slash == std::string::npos ? std::string{} : part.substr(0, slash + 1);
    auto const entry = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    if (!container.has(entry)) return std::vector<Relation>{};
    ZHIBAO_TRY(Bytes const xml, container.read(entry));
    RelationsHandler handler{part};
    ZHIBAO_CHECK(parseXml(xml, entry, handler));
    return std::move(handler.relations);
}

}  // namespace zhibao::xlsx
