#include "table/definition.h"

#include <algorithm>
#include <set>

#include "form/values.h"

namespace zhibao {

namespace {

class DefinitionReader {
public:
    explicit DefinitionReader(Edition const& edition) : edition_(edition) {}

    Result<TableDefinition> read(JsonNode const& root, std::string const& id) {
        ZHIBAO_TRY(JsonNode const schemaNode, root.at("schema"));
        ZHIBAO_TRY(std::string const schema, schemaNode.string());
        if (schema != "table-1") return schemaNode.fail(error::tableSchemaUnknown, {{"got", schema}, {"expected", "table-1"}});
        ZHIBAO_CHECK(root.onlyKeys({"schema", "id", "title", "marks", "currencies", "unit", "decimals", "rounding", "stub", "rows", "columns", "target", "notes", "footer"}));
        ZHIBAO_TRY(JsonNode const idNode, root.at("id"));
        ZHIBAO_TRY(definition_.id, idNode.string());
        if (definition_.id != id) return idNode.fail(error::tableIdDiffers, {{"expected", id}, {"got", definition_.id}});
        ZHIBAO_TRY(definition_.title, readTextAt(root, "title"));
        ZHIBAO_TRY(JsonNode const marks, root.at("marks"));
        ZHIBAO_TRY(definition_.marks, readMarks(marks));
        ZHIBAO_CHECK(readFigures(root));
        ZHIBAO_CHECK(readStub(root));
        ZHIBAO_TRY(JsonNode const rows, root.at("rows"));
        ZHIBAO_CHECK(readRows(rows));
        ZHIBAO_TRY(auto const target, root.find("target"));
        if (target) { ZHIBAO_TRY(definition_.target, readTarget(*target)); }
        ZHIBAO_TRY(JsonNode const columns, root.at("columns"));
        ZHIBAO_TRY(definition_.headings, readHeadings(columns));
        ZHIBAO_CHECK(checkColumns());
        ZHIBAO_TRY(definition_.notes, readTextsAt(root, "notes"));
        ZHIBAO_TRY(definition_.footer, readFooter(root));
        return std::move(definition_);
    }

private:
    Result<> readFigures(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const currencies, root.at("currencies"));
        ZHIBAO_TRY(auto const elements, currencies.elements());
        if (elements.empty()) return currencies.fail(error::jsonValueUnknown, {{"text", "[]"}, {"expected", "[\"USD\", …]"}});
        for (auto const& element : elements) {
            ZHIBAO_TRY(auto currency, element.string());
            definition_.currencies.push_back(std::move(currency));
        }
        ZHIBAO_TRY(JsonNode const unit, root.at("unit"));
        ZHIBAO_TRY(definition_.unit, readUnit(unit));
        ZHIBAO_TRY(JsonNode const decimalsNode, root.at("decimals"));
        ZHIBAO_TRY(std::int64_t const decimals, decimalsNode.integer());
        if (decimals < 0 || decimals > 6) return decimalsNode.fail(error::jsonValueUnknown, {{"text", std::to_string(decimals)}, {"expected", "0 … 6"}});
        definition_.decimals = static_cast<int>(decimals);
        ZHIBAO_TRY(JsonNode const roundingNode, root.at("rounding"));
        ZHIBAO_TRY(std::string const rounding, roundingNode.string());
        if (rounding == "halfUp") definition_.rounding = Rounding::halfUp;
        else if (rounding == "halfEven") definition_.rounding = Rounding::halfEven;
        else return roundingNode.fail(error::jsonValueUnknown, {{"text", rounding}, {"expected", "halfUp, halfEven"}});
        return {};
    }

    Result<> readStub(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const stub, root.at("stub"));
        ZHIBAO_TRY(auto const elements, stub.elements());
        if (elements.empty()) return stub.fail(error::jsonValueUnknown, {{"text", "[]"}, {"expected", "[{\"letter\": …}]"}});
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"letter", "title", "show"}));
            StubDefinition definition;
            ZHIBAO_TRY(definition.letter, element.stringAt("letter"));
            ZHIBAO_TRY(definition.title, readTextAt(element, "title"));
            ZHIBAO_TRY(JsonNode const showNode, element.at("show"));
            ZHIBAO_TRY(std::string const show, showNode.string());
            if (show == "name") definition.show = StubShow::name;
            else if (show == "code") definition.show = StubShow::code;
            else return showNode.fail(error::jsonValueUnknown, {{"text", show}, {"expected", "name, code"}});
            definition_.stubs.push_back(std::move(definition));
        }
        return {};
    }

    Result<Dimension> readDimension(JsonNode const& node) {
        ZHIBAO_TRY(std::string const text, node.string());
        return inside(node.pointer(), parseDimension(text));
    }

    Result<CubeFilter> readFilter(JsonNode const& parent) {
        CubeFilter filter;
        ZHIBAO_TRY(auto const node, parent.find("where"));
        if (!node) return filter;
        ZHIBAO_TRY(auto const members, node->members());
        for (auto const& [name, codes] : members) {
            ZHIBAO_TRY(Dimension const dimension, inside(codes.pointer(), parseDimension(name)));
            ZHIBAO_TRY(auto const elements, codes.elements());
            auto& wanted = filter[dimension];
            for (auto const& element : elements) {
                ZHIBAO_TRY(auto code, element.string());
                wanted.push_back(std::move(code));
            }
        }
        return filter;
    }

    Result<> readRows(JsonNode const& node) {
        auto& rows = definition_.rows;
        ZHIBAO_TRY(JsonNode const kindNode, node.at("kind"));
        ZHIBAO_TRY(std::string const kind, kindNode.string());
        if (kind == "list") {
            ZHIBAO_CHECK(node.onlyKeys({"kind", "dimension", "list", "depth", "total", "ofWhich"}));
            ZHIBAO_TRY(JsonNode const dimension, node.at("dimension"));
            ZHIBAO_TRY(rows.dimension, readDimension(dimension));
            ZHIBAO_TRY(JsonNode const listNode, node.at("list"));
            ZHIBAO_TRY(rows.list, listNode.string());
            if (edition_.findList(rows.list) == nullptr) return listNode.fail(error::listUnknown, {{"list", rows.list}});
            ZHIBAO_TRY(JsonNode const depthNode, node.at("depth"));
            ZHIBAO_TRY(std::int64_t const depth, depthNode.integer());
            if (depth < 1 || depth > 9) return depthNode.fail(error::jsonValueUnknown, {{"text", std::to_string(depth)}, {"expected", "1 … 9"}});
            rows.depth = static_cast<int>(depth);
        } else if (kind == "quarters") {
            ZHIBAO_CHECK(node.onlyKeys({"kind", "total", "ofWhich"}));
            rows.kind = RowsDefinition::Kind::quarters;
            rows.dimension = Dimension::period;
        } else {
            return kindNode.fail(error::jsonValueUnknown, {{"text", kind}, {"expected", "list, quarters"}});
        }
        ZHIBAO_TRY(rows.total, readTextAt(node, "total"));
        ZHIBAO_TRY(auto const ofWhich, node.find("ofWhich"));
        if (!ofWhich) return {};
        ZHIBAO_TRY(auto const elements, ofWhich->elements());
        std::set<std::string> keys{"total"};
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"key", "title", "where"}));
            OfWhichDefinition row;
            ZHIBAO_TRY(JsonNode const keyNode, element.at("key"));
            ZHIBAO_TRY(row.key, keyNode.string());
            if (!keys.insert(row.key).second) return keyNode.fail(error::tableKeyTwice, {{"key", row.key}});
            ZHIBAO_TRY(row.title, readTextAt(element, "title"));
            ZHIBAO_TRY(row.where, readFilter(element));
            rows.ofWhich.push_back(std::move(row));
        }
        return {};
    }

    Result<std::vector<HeadingDefinition>> readHeadings(JsonNode const& node) {
        std::vector<HeadingDefinition> headings;
        ZHIBAO_TRY(auto const elements, node.elements());
        if (elements.empty()) return node.fail(error::jsonValueUnknown, {{"text", "[]"}, {"expected", "[{\"key\": …}]"}});
        for (auto const& element : elements) {
            HeadingDefinition heading;
            ZHIBAO_TRY(heading.title, readTextAt(element, "title"));
            ZHIBAO_TRY(auto const below, element.find("columns"));
            if (below) {
                ZHIBAO_CHECK(element.onlyKeys({"title", "columns"}));
                ZHIBAO_TRY(heading.below, readHeadings(*below));
            } else {
                ZHIBAO_CHECK(readColumn(element));
                heading.column = definition_.columns.size() - 1;
            }
            headings.push_back(std::move(heading));
        }
        return headings;
    }

    Result<> readColumn(JsonNode const& node) {
        ZHIBAO_CHECK(node.onlyKeys({"key", "title", "measure", "where", "of", "through", "optional", "impossible"}));
        ColumnDefinition column;
        ZHIBAO_TRY(JsonNode const keyNode, node.at("key"));
        ZHIBAO_TRY(column.key, keyNode.string());
        if (!keys_.insert(column.key).second) return keyNode.fail(error::tableKeyTwice, {{"key", column.key}});
        ZHIBAO_TRY(JsonNode const measureNode, node.at("measure"));
        ZHIBAO_TRY(std::string const measure, measureNode.string());
        static std::map<std::string, ColumnMeasure, std::less<>> const measures{{"amount", ColumnMeasure::amount},
                                                                               {"share", ColumnMeasure::share},
                                                                               {"contributors", ColumnMeasure::contributors},
                                                                               {"target", ColumnMeasure::target},
                                                                               {"targetShare", ColumnMeasure::targetShare}};
        auto const known = measures.find(measure);
        if (known == measures.end())
            return measureNode.fail(error::jsonValueUnknown, {{"text", measure}, {"expected", "amount, share, contributors, target, targetShare"}});
        column.measure = known->second;
        ZHIBAO_TRY(column.where, readFilter(node));
        bool const isShare = column.measure == ColumnMeasure::share || column.measure == ColumnMeasure::targetShare;
        if (isShare) {
            ZHIBAO_TRY(JsonNode const of, node.at("of"));
            ZHIBAO_TRY(column.of, of.string());
            shares_.push_back({definition_.columns.size(), of.pointer()});
        }
        bool const needsTarget = column.measure == ColumnMeasure::target || column.measure == ColumnMeasure::targetShare;
        if (needsTarget && !definition_.target) return node.fail(error::tableTargetMissing, {{"column", column.key}});
        ZHIBAO_TRY(auto const through, node.find("through"));
        if (through) {
            ZHIBAO_TRY(std::string const text, through->string());
            if (text != "year") return through->fail(error::jsonValueUnknown, {{"text", text}, {"expected", "year"}});
            column.throughYear = true;
        }
        ZHIBAO_TRY(auto const optional, node.find("optional"));
        if (optional) { ZHIBAO_TRY(column.optional, optional->boolean()); }
        ZHIBAO_TRY(auto const impossible, node.find("impossible"));
        if (impossible) {
            ZHIBAO_CHECK(impossible->onlyKeys({"attribute", "is"}));
            ZHIBAO_TRY(column.impossibleAttribute, impossible->stringAt("attribute"));
            ZHIBAO_TRY(column.impossibleValue, impossible->stringAt("is"));
        }
        definition_.columns.push_back(std::move(column));
        return {};
    }

    /// A share may name a column that stands behind it, so this waits until all are read.
    Result<> checkColumns() {
        for (auto const& [position, pointer] : shares_) {
            auto const& of = definition_.columns[position].of;
            bool const found = std::any_of(definition_.columns.begin(), definition_.columns.end(), [&](auto const& column) {
                return column.key == of && column.measure == ColumnMeasure::amount;
            });
            if (!found) return fail(error::tableColumnUnknown, {{"column", of}}, pointer);
        }
        return {};
    }

    Edition const& edition_;
    TableDefinition definition_;
    std::set<std::string> keys_;
    std::vector<std::pair<std::size_t, std::string>> shares_;
};

}  // namespace

Result<TableDefinition> readTableDefinition(TableSource const& source, Edition const& edition) {
    auto const document = parseJson(source.definition);
    if (!document) return inside(source.file, Result<TableDefinition>{tl::unexpected(document.error())});
    return inside(source.file, DefinitionReader{edition}.read(JsonNode{*document}, source.id));
}

Result<TableDefinition> findTableDefinition(Edition const& edition, std::string_view table) {
    if (auto const* source = edition.findTable(table)) return readTableDefinition(*source, edition);
    std::string known;
    for (auto const& source : edition.tables) known += (known.empty() ? "" : ", ") + source.id;
    return fail(error::tableUnknown, {{"table", std::string{table}}, {"expected", known}});
}

CubeShape shapeFor(TableDefinition const& definition) {
    CubeShape shape;
    shape.dimensions.add(definition.rows.dimension);
    auto const addAll = [&](CubeFilter const& filter) {
        for (auto const& [dimension, codes] : filter) shape.dimensions.add(dimension);
    };
    for (auto const& row : definition.rows.ofWhich) addAll(row.where);
    for (auto const& column : definition.columns) {
        addAll(column.where);
        if (column.measure == ColumnMeasure::contributors) shape.contributors = true;
    }
    return shape;
}

}  // namespace zhibao
