#include "store/ledger_tables.h"

#include <array>
#include <utility>

namespace zhibao {

LedgerTable::LedgerTable(std::string_view tableName, std::vector<std::string_view> columnNames) : name(tableName), columns(std::move(columnNames)) {
    std::string list;
    std::string places;
    for (auto const column : columns) {
        list += std::string{column} + ", ";
        places += "?, ";
    }
    // OR ROLLBACK: what fails undoes its whole transaction anyway, and SQLite then needs no journal for each statement.
    insertion = "INSERT OR ROLLBACK INTO " + std::string{name} + " (" + list + "event) VALUES (" + places + "?)";
    selection = "SELECT event, " + list.substr(0, list.size() - 2) + " FROM " + std::string{name} + " ORDER BY event";
}

namespace ledger {

LedgerTable const setting{"setting", {"name", "value"}};
LedgerTable const editionSeen{"edition_seen", {"edition", "digest"}};
LedgerTable const unit{"unit", {"unit_id", "organisation_code"}};
LedgerTable const unitEntry{"unit_entry", {"unit_id", "code", "state", "reason"}};
LedgerTable const unitProfile{"unit_profile",
                              {"unit_id", "valid_from", "version_id", "name", "district", "platform", "industry", "industry_edition", "in_liangjiang"}};
LedgerTable const unitCharacteristic{"unit_characteristic", {"unit_id", "valid_from", "version_id", "name", "value"}};
LedgerTable const pinnedKey{"pinned_key", {"unit_id", "fingerprint", "certificate"}};
LedgerTable const certificate{"certificate", {"serial", "unit", "use", "fingerprint", "certificate"}};
LedgerTable const revocation{"revocation", {"serial", "moment", "reason"}};
LedgerTable const registration{"registration", {"registration_id", "unit", "name", "purpose", "fingerprint", "file_digest", "bytes", "arrived"}};
LedgerTable const registrationDecision{"registration_decision", {"registration_id", "kind", "serial", "reason", "answer"}};
LedgerTable const mandate{"mandate", {"mandate_id", "unit_id", "agent_id", "first_day", "last_day", "evidence"}};
LedgerTable const mandateEnd{"mandate_end", {"mandate_id", "last_day", "reason"}};
LedgerTable const versionMandate{"version_mandate", {"version_id", "mandate_id"}};
LedgerTable const opening{"opening", {"opening_id", "form_set", "period", "last_day", "edition", "opens", "deadline", "note"}};
LedgerTable const obligation{"obligation", {"opening_id", "unit_id", "state", "reason"}};
LedgerTable const filing{"filing", {"filing_id", "opening_id", "unit_id"}};
LedgerTable const filingVersion{
    "filing_version",
    {"version_id", "filing_id", "number", "identity", "replaces", "kind", "origin", "zero", "arrived", "file_name", "signer", "edition",
     "edition_digest", "package_digest", "rows_digest", "findings_digest", "row_count", "errors", "queries", "unexplained", "notices"}};
LedgerTable const versionReason{"version_reason", {"version_id", "reason"}};
LedgerTable const decision{"decision", {"version_id", "kind", "reason"}};
LedgerTable const returnReason{"return_reason", {"version_id", "number", "cells", "text"}};
LedgerTable const refusal{"refusal", {"refusal_id", "file_name", "file_digest", "code", "place", "arguments", "arrived"}};
LedgerTable const receipt{"receipt", {"receipt_id", "version_id", "refusal_id", "unit", "standing", "file_digest", "identity", "bytes"}};
LedgerTable const rate{"rate",
                       {"period", "currency", "numerator", "denominator", "status", "basis", "source", "entered_by", "entered_on"}};

std::span<LedgerTable const* const> all() noexcept {
    static std::array const tables{&setting, &editionSeen, &unit,   &unitEntry,     &unitProfile, &unitCharacteristic, &pinnedKey, &certificate, &revocation, &registration, &registrationDecision, &mandate, &mandateEnd, &versionMandate, &opening,
                                                           &obligation, &filing, &filingVersion, &versionReason, &decision, &returnReason, &refusal, &receipt, &rate};
    return tables;
}

}  // namespace ledger

}  // namespace zhibao
