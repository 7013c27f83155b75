#include "support/workbook_maker.h"

#include <cstdint>
#include <map>
#include <regex>
#include <stdexcept>

#include <zip.h>

namespace zhibao::test {

namespace {

/// A little-endian number of `bytes` bytes.
std::string number(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return text;
}

std::uint32_t crc32(BytesView bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (char const character : bytes) {
        crc ^= static_cast<unsigned char>(character);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

std::string escaped(std::string const& text) {
    std::string result;
    for (char const character : text) {
        if (character == '<')
            result += "&lt;";
        else if (character == '&')
            result += "&amp;";
        else
            result += character;
    }
    return result;
}

}  // namespace

Bytes zipOf(ZipParts const& parts) {
    // Written without a library, because none would write a name twice. Entries are stored, not deflated.
    Bytes zip;
    Bytes directory;
    for (auto const& [name, bytes] : parts) {
        auto const offset = zip.size();
        auto const common = number(20, 2) + number(0x800, 2) + number(0, 2) + number(0, 2) + number(0x21, 2) + number(crc32(bytes), 4) +
                            number(bytes.size(), 4) + number(bytes.size(), 4) + number(name.size(), 2) + number(0, 2);
        zip += "PK\x03\x04" + common + name + bytes;
        directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(offset, 4) + name;
    }
    auto const start = zip.size();
    return zip + directory + "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) + number(parts.size(), 2) + number(directory.size(), 4) +
           number(start, 4) + number(0, 2);
}

ZipParts unzipped(BytesView zip) {
    zip_error_t problem;
    auto* source = zip_source_buffer_create(zip.data(), zip.size(), 0, &problem);
    auto* archive = zip_open_from_source(source, ZIP_RDONLY, &problem);
    if (archive == nullptr) throw std::runtime_error{"no zip"};
    ZipParts parts;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t statistics;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &statistics);
        Bytes bytes(statistics.size, '\0');
        auto* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        zip_fread(file, bytes.data(), bytes.size());
        zip_fclose(file);
        parts.emplace_back(statistics.name, std::move(bytes));
    }
    zip_discard(archive);
    return parts;
}

ZipParts workbookParts(WorkbookParts const& parts) {
    std::string const head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
    std::string const main = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    std::string const relations = R"( xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
    std::string const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return {
        {"_rels/.rels", head + "<Relationships" + relations + R"(><Relationship Id="rId1" Type=")" + office +
                            R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
        {"xl/workbook.xml", head + "<workbook" + main + " xmlns:r=\"" + office + "\">" + parts.workbookProperties +
                                R"(<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels", head + "<Relationships" + relations + R"(><Relationship Id="rId1" Type=")" + office +
                                           R"(/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" + office +
                                           R"(/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type=")" + office +
                                           R"(/styles" Target="styles.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", head + "<worksheet" + main + "><sheetData>" + parts.sheetData + "</sheetData>" + parts.behind + "</worksheet>"},
        {"xl/sharedStrings.xml", head + "<sst" + main + ">" + parts.sharedStrings + "</sst>"},
        {"xl/styles.xml", head + "<styleSheet" + main + ">" + parts.styles + "</styleSheet>"},
    };
}

Bytes typedInto(BytesView workbook, int sheet, std::vector<TypedCell> const& cells) {
    auto parts = unzipped(workbook);
    auto const name = "xl/worksheets/sheet" + std::to_string(sheet) + ".xml";
    for (auto& [part, xml] : parts) {
        if (part != name) continue;
        std::map<std::string, std::string> newRows;
        std::map<std::string, TypedCell> last;  // typing into a cell again replaces what was typed before
        for (auto const& cell : cells) last[cell.name] = cell;
        for (auto const& [where, cell] : last) {
            // What stood in the cell goes, whatever it was.
            xml = std::regex_replace(xml, std::regex{"<c r=\"" + where + "\"[^>/]*(/>|>.*?</c>)"}, "");
            std::string value;
            if (cell.type == "inlineStr")
                value = R"(<c r=")" + cell.name + R"(" t="inlineStr"><is><t>)" + escaped(cell.text) + "</t></is></c>";
            else
                value = R"(<c r=")" + cell.name + R"(" t=")" + cell.type + "\"><v>" + escaped(cell.text) + "</v></c>";
            auto const row = cell.name.substr(cell.name.find_first_of("0123456789"));
            auto const begin = xml.find("<row r=\"" + row + "\"");
            auto const close = begin == std::string::npos ? begin : xml.find('>', begin);
            if (close == std::string::npos)
                newRows[row] += value;
            else if (xml[close - 1] == '/')
                xml.replace(close - 1, 2, ">" + value + "</row>");
            else
                xml.insert(xml.find("</row>", close), value);
        }
        std::string rows;
        for (auto const& [row, values] : newRows) rows += "<row r=\"" + row + "\">" + values + "</row>";
        xml.insert(xml.find("</sheetData>"), rows);
    }
    return zipOf(parts);
}

}  // namespace zhibao::test
