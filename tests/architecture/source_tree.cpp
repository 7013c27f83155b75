#include "architecture/source_tree.h"

#include <algorithm>
#include <sstream>

#include "base/file.h"
#include "base/text.h"

#include "support/catch.h"

namespace zhibao::architecture {

namespace {

namespace fs = std::filesystem;

bool isLeftOut(fs::path const& relative) {
    auto const name = relative.filename().string();
    if (name == ".git" || name == ".cache" || name == "__pycache__") return true;
    return relative.parent_path().empty() && name.starts_with("build");
}

void collect(fs::path const& top, fs::path const& folder, std::vector<SourceFile>& files) {
    for (auto const& entry : fs::directory_iterator{folder}) {
        auto const relative = entry.path().lexically_relative(top);
        if (isLeftOut(relative)) continue;
        if (entry.is_directory()) {
            collect(top, entry.path(), files);
        } else if (entry.is_regular_file()) {
            auto bytes = readFile(entry.path());
            REQUIRE(bytes);
            bool const isText = bytes->find('\0') == std::string::npos && isUtf8(*bytes);
            if (isText) files.push_back({toText(relative), *std::move(bytes)});
        }
    }
}

std::vector<SourceFile> const& allFiles() {
    static auto const files = [] {
        std::vector<SourceFile> found;
        fs::path const top{ZHIBAO_SOURCE_FOLDER};
        collect(top, top, found);
        std::sort(found.begin(), found.end(), [](auto const& left, auto const& right) { return left.path < right.path; });
        return found;
    }();
    return files;
}

std::vector<std::string> linesOf(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

bool isWordCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') ||
           character == '_';
}

}  // namespace

std::vector<SourceFile> filesBelow(std::string_view folder) {
    return filesBelow(folder, {""});
}

std::vector<SourceFile> filesBelow(std::string_view folder, std::vector<std::string_view> const& endings) {
    auto const prefix = folder.empty() ? std::string{} : std::string{folder} + "/";
    std::vector<SourceFile> chosen;
    for (auto const& file : allFiles()) {
        if (!file.path.starts_with(prefix)) continue;
        if (std::any_of(endings.begin(), endings.end(), [&](auto ending) { return file.path.ends_with(ending); })) chosen.push_back(file);
    }
    return chosen;
}

std::string withoutComments(std::string_view text, bool keepTexts) {
    std::string result{text};
    auto const blank = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < std::min(to, result.size()); ++i)
            if (result[i] != '\n') result[i] = ' ';
    };
    auto const endOf = [&](std::string_view mark, std::size_t from) {
        auto const found = text.find(mark, from);
        return found == std::string_view::npos ? text.size() : found + mark.size();
    };
    std::size_t i = 0;
    while (i < text.size()) {
        if (text.substr(i, 2) == "//") {
            auto const end = std::min(text.find('\n', i), text.size());
            blank(i, end);
            i = end;
        } else if (text.substr(i, 2) == "/*") {
            auto const end = endOf("*/", i + 2);
            blank(i, end);
            i = end;
        } else if (text.substr(i, 2) == "R\"" && (i == 0 || !isWordCharacter(text[i - 1]))) {
            auto const open = std::min(text.find('(', i), text.size());
            auto const end = endOf(")" + std::string{text.substr(i + 2, open - i - 2)} + "\"", open);
            if (!keepTexts) blank(i + 2, end - 1);
            i = end;
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !isWordCharacter(text[i - 1])))) {
            // A quote behind a digit separates digits: 10'000.
            char const quote = text[i];
            auto end = i + 1;
            while (end < text.size() && text[end] != quote && text[end] != '\n') end += text[end] == '\\' ? 2U : 1U;
            if (!keepTexts) blank(i + 1, end);
            i = end + 1;
        } else {
            ++i;
        }
    }
    return result;
}

std::vector<Include> includesOf(std::string_view text) {
    static std::regex const pattern{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
    std::vector<Include> includes;
    auto const lines = linesOf(withoutComments(text, true));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (std::regex_search(lines[i], match, pattern)) includes.push_back({match[2], match[1] == "\"", i + 1});
    }
    return includes;
}

std::vector<std::string> placesOf(SourceFile const& file, std::regex const& pattern) {
    std::vector<std::string> places;
    auto const code = linesOf(withoutComments(file.text));
    auto const written = linesOf(file.text);
    for (std::size_t i = 0; i < code.size(); ++i)
        if (std::regex_search(code[i], pattern)) places.push_back(file.path + ":" + std::to_string(i + 1) + ": " + trimmed(written[i]));
    return places;
}

std::vector<std::string> chainIn(std::string_view readme) {
    std::vector<std::string> folders;
    bool inside = false;
    for (auto const& line : linesOf(readme)) {
        if (line == "```chain") {
            inside = true;
        } else if (line.starts_with("```")) {
            inside = false;
        } else if (inside && !line.empty()) {
            folders.push_back(line.substr(0, line.find(' ')));
        }
    }
    return folders;
}

std::vector<std::string> const& chain() {
    static auto const folders = [] {
        auto const readme = readFile(fs::path{ZHIBAO_SOURCE_FOLDER} / "core" / "README.md");
        REQUIRE(readme);
        return chainIn(*readme);
    }();
    return folders;
}

std::string stepOf(std::string_view path) {
    constexpr std::string_view core = "core/";
    if (!path.starts_with(core)) return {};
    auto const rest = path.substr(core.size());
    auto const slash = rest.find('/');
    return slash == std::string_view::npos ? std::string{} : std::string{rest.substr(0, slash)};
}

std::string listed(std::vector<std::string> const& complaints) {
    std::string text;
    for (auto const& complaint : complaints) text += "\n" + complaint;
    return text;
}

}  // namespace zhibao::architecture
