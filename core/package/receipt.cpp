#include "package/receipt.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "receipt-1";
constexpr JsonLimits documentLimits{.bytes = 8U << 20U, .depth = 8};
constexpr std::array verdicts{ReceiptVerdict::accepted, ReceiptVerdict::received, ReceiptVerdict::returned, ReceiptVerdict::refused, ReceiptVerdict::duplicate,
                              ReceiptVerdict::withdrawn};

JsonValue orNull(std::optional<Digest> const& digest) {
    return digest ? JsonValue{digest->hex()} : JsonValue{};
}

JsonValue toJson(std::vector<CellReference> const& cells) {
    JsonValue::Array list;
    for (auto const& cell : cells) list.push_back(JsonValue::Object{{"form", cell.form}, {"row", static_cast<std::int64_t>(cell.row)}, {"column", cell.column}});
    return list;
}

JsonValue toJson(ErrorArguments const& arguments) {
    JsonValue::Object members;
    for (auto const& [name, value] : arguments) members.emplace_back(name, value);
    return members;
}

Result<Digest> digestAt(JsonNode const& node, std::string_view key) {
    ZHIBAO_TRY(auto const text, node.stringAt(key));
    return inside("/" + std::string{key}, Digest::parse(text));
}

Result<std::optional<Digest>> digestOrNull(JsonNode const& node, std::string_view key) {
    ZHIBAO_TRY(auto const found, node.find(key));
    if (!found) return std::optional<Digest>{};
    ZHIBAO_TRY(auto const digest, digestAt(node, key));
    return std::optional{digest};
}

Result<std::vector<CellReference>> cellsAt(JsonNode const& object) {
    ZHIBAO_TRY(auto const list, object.at("cells"));
    ZHIBAO_TRY(auto const nodes, list.elements());
    std::vector<CellReference> cells;
    for (auto const& node : nodes) {
        ZHIBAO_CHECK(node.onlyKeys({"form", "row", "column"}));
        CellReference cell;
        ZHIBAO_TRY(cell.form, node.stringAt("form"));
        ZHIBAO_TRY(auto const row, node.integerAt("row"));
        if (row < 0) return node.fail(error::jsonValueUnknown, {{"text", std::to_string(row)}, {"expected", "0, 1, 2 …"}});
        cell.row = static_cast<std::size_t>(row);
        ZHIBAO_TRY(cell.column, node.stringAt("column"));
        cells.push_back(std::move(cell));
    }
    return cells;
}

Result<ErrorArguments> argumentsAt(JsonNode const& object) {
    ZHIBAO_TRY(auto const node, object.at("args"));
    ZHIBAO_TRY(auto const members, node.members());
    ErrorArguments arguments;
    for (auto const& [name, value] : members) {
        ZHIBAO_TRY(arguments[std::string{name}], value.string());
    }
    return arguments;
}

Result<ReturnReason> readReason(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"cells", "text"}));
    ReturnReason reason;
    ZHIBAO_TRY(reason.cells, cellsAt(node));
    ZHIBAO_TRY(reason.text, node.stringAt("text"));
    return reason;
}

Result<OpenFinding> readFinding(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"rule", "level", "cells", "args", "message"}));
    OpenFinding finding;
    ZHIBAO_TRY(finding.rule, node.stringAt("rule"));
    ZHIBAO_TRY(finding.level, node.stringAt("level"));
    ZHIBAO_TRY(finding.cells, cellsAt(node));
    ZHIBAO_TRY(finding.arguments, argumentsAt(node));
    ZHIBAO_TRY(auto const message, node.at("message"));
    ZHIBAO_CHECK(message.onlyKeys({"zh", "en"}));
    ZHIBAO_TRY(finding.message.zh, message.stringAt("zh"));
    ZHIBAO_TRY(finding.message.en, message.stringAt("en"));
    return finding;
}

Result<ReceiptRefusal> readRefusal(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"code", "place", "args"}));
    ReceiptRefusal refusal;
    ZHIBAO_TRY(refusal.code, node.stringAt("code"));
    ZHIBAO_TRY(refusal.place, node.stringAt("place"));
    ZHIBAO_TRY(refusal.arguments, argumentsAt(node));
    return refusal;
}

template <class T>
Result<std::vector<T>> listAt(JsonNode const& object, std::string_view key, Result<T> (*read)(JsonNode const&)) {
    ZHIBAO_TRY(auto const list, object.at(key));
    ZHIBAO_TRY(auto const nodes, list.elements());
    std::vector<T> all;
    for (auto const& node : nodes) {
        ZHIBAO_TRY(auto one, read(node));
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

std::string_view nameOf(ReceiptVerdict verdict) noexcept {
    switch (verdict) {
        case ReceiptVerdict::accepted: return "accepted";
        case ReceiptVerdict::received: return "received";
        case ReceiptVerdict::returned: return "returned";
        case ReceiptVerdict::refused: return "refused";
        case ReceiptVerdict::duplicate: return "duplicate";
        case ReceiptVerdict::withdrawn: return "withdrawn";
    }
    return "";
}

JsonValue toJson(Receipt const& receipt) {
    JsonValue::Array reasons;
    for (auto const& reason : receipt.reasons) reasons.push_back(JsonValue::Object{{"cells", toJson(reason.cells)}, {"text", reason.text}});
    JsonValue::Array findings;
    for (auto const& finding : receipt.findings)
        findings.push_back(JsonValue::Object{{"rule", finding.rule},
                                             {"level", finding.level},
                                             {"cells", toJson(finding.cells)},
                                             {"args", toJson(finding.arguments)},
                                             {"message", JsonValue::Object{{"zh", finding.message.zh}, {"en", finding.message.en}}}});
    JsonValue refusal;
    if (receipt.refusal)
        refusal = JsonValue::Object{{"code", receipt.refusal->code}, {"place", receipt.refusal->place}, {"args", toJson(receipt.refusal->arguments)}};
    return JsonValue::Object{{"schema", schema},
                             {"about", receipt.about == Receipt::About::filing ? "filing" : "registration"},
                             {"file", receipt.file.hex()},
                             {"identity", orNull(receipt.identity)},
                             {"unit", receipt.unit},
                             {"set", receipt.formSet},
                             {"period", receipt.period},
                             {"version", receipt.version},
                             {"arrived", toText(receipt.arrived)},
                             {"verdict", nameOf(receipt.verdict)},
                             {"waits", receipt.waits},
                             {"key", orNull(receipt.key)},
                             {"certificate", receipt.certificate},
                             {"refusal", std::move(refusal)},
                             {"text", receipt.text},
                             {"reasons", std::move(reasons)},
                             {"findings", std::move(findings)},
                             {"ledger", JsonValue::Object{{"event", receipt.event}, {"head", receipt.head.hex()}}}};
}

Result<Receipt> readReceiptDocument(JsonNode const& document) {
    ZHIBAO_TRY(auto const schemaName, document.stringAt("schema"));
    if (schemaName != schema) return fail(error::receiptSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(document.onlyKeys({"schema", "about", "file", "identity", "unit", "set", "period", "version", "arrived", "verdict", "waits", "key", "certificate", "refusal",
                                    "text", "reasons", "findings", "ledger"}));
    Receipt receipt;
    ZHIBAO_TRY(auto const about, document.at("about"));
    ZHIBAO_TRY(auto const aboutName, about.string());
    if (aboutName != "filing" && aboutName != "registration")
        return about.fail(error::jsonValueUnknown, {{"text", shortened(aboutName, 40)}, {"expected", "filing, registration"}});
    receipt.about = aboutName == "filing" ? Receipt::About::filing : Receipt::About::registration;
    ZHIBAO_TRY(receipt.file, digestAt(document, "file"));
    ZHIBAO_TRY(receipt.identity, digestOrNull(document, "identity"));
    ZHIBAO_TRY(receipt.unit, document.stringAt("unit"));
    ZHIBAO_TRY(receipt.formSet, document.stringAt("set"));
    ZHIBAO_TRY(receipt.period, document.stringAt("period"));
    ZHIBAO_TRY(receipt.version, document.integerAt("version"));
    ZHIBAO_TRY(auto const arrived, document.stringAt("arrived"));
    ZHIBAO_TRY(receipt.arrived, inside("/arrived", parseMoment(arrived)));
    ZHIBAO_TRY(auto const verdict, document.at("verdict"));
    ZHIBAO_TRY(auto const verdictName, verdict.string());
    auto const known = std::find_if(verdicts.begin(), verdicts.end(), [&](ReceiptVerdict one) { return nameOf(one) == verdictName; });
    if (known == verdicts.end())
        return verdict.fail(error::jsonValueUnknown, {{"text", shortened(verdictName, 40)}, {"expected", "accepted, received, returned, refused, duplicate, withdrawn"}});
    receipt.verdict = *known;
    ZHIBAO_TRY(receipt.waits, document.stringAt("waits"));
    ZHIBAO_TRY(receipt.key, digestOrNull(document, "key"));
    ZHIBAO_TRY(receipt.certificate, document.stringAt("certificate"));
    ZHIBAO_TRY(auto const refusal, document.find("refusal"));
    if (refusal) {
        ZHIBAO_TRY(receipt.refusal, readRefusal(*refusal));
    }
    ZHIBAO_TRY(receipt.text, document.stringAt("text"));
    ZHIBAO_TRY(receipt.reasons, listAt(document, "reasons", readReason));
    ZHIBAO_TRY(receipt.findings, listAt(document, "findings", readFinding));
    ZHIBAO_TRY(auto const ledger, document.at("ledger"));
    ZHIBAO_CHECK(ledger.onlyKeys({"event", "head"}));
    ZHIBAO_TRY(receipt.event, ledger.integerAt("event"));
    ZHIBAO_TRY(receipt.head, inside("/ledger", digestAt(ledger, "head")));
    return receipt;
}

Result<SignedExchange> writeReceipt(Receipt const& receipt, Signer& bureau, Clock const& clock, std::string_view programVersion) {
    return writeExchange(ExchangeKind::receipt, receipt.unit, {{std::string{entry::receipt}, toText(toJson(receipt))}}, bureau, clock, programVersion);
}

Result<Receipt> readReceipt(BytesView file, Certificate const& authority, RevocationList const* list) {
    ZHIBAO_TRY(auto const opened, openExchange(file));
    ZHIBAO_CHECK(opened.checkKind(ExchangeKind::receipt));
    ZHIBAO_CHECK(checkOfBureau(opened, authority, list));
    ZHIBAO_TRY(auto const text, opened.at(entry::receipt));
    ZHIBAO_TRY(auto const document, inside(entry::receipt, parseJson(text, documentLimits)));
    ZHIBAO_TRY(auto receipt, inside(entry::receipt, readReceiptDocument(JsonNode{document})));
    if (receipt.unit != opened.manifest.unit) return fail(error::receiptContradicts, {{"key", "unit"}}, entry::receipt);
    return receipt;
}

Result<> checkReceiptOf(Receipt const& receipt, BytesView file, Digest const& keyFingerprint) {
    auto const digest = sha256(file);
    if (receipt.file != digest) return fail(error::receiptOfOtherFile, {{"got", digest.hex()}, {"expected", receipt.file.hex()}});
    if (receipt.refusal) return fail(error::receiptRefused, {{"code", shortened(receipt.refusal->code, 60)}});
    if (receipt.key && *receipt.key != keyFingerprint) return fail(error::receiptOfOtherKey, {{"got", keyFingerprint.hex()}, {"expected", receipt.key->hex()}});
    return {};
}

}  // namespace zhibao
