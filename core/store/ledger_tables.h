#pragma once
/// The tables whose rows belong to an event, with their columns in the order in which digests read them. A test compares this with the
/// migrations, so that no column can escape verification.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhibao {

struct LedgerTable {
    LedgerTable(std::string_view name, std::vector<std::string_view> columns);
    std::string_view name;
    std::vector<std::string_view> columns;  // without the event's number
    std::string insertion;                  // INSERT of the columns and, last, the event's number
    std::string selection;                  // SELECT of the event's number and then the columns, in the order of events
};

namespace ledger {
extern LedgerTable const setting;
extern LedgerTable const editionSeen;
extern LedgerTable const unit;
extern LedgerTable const unitEntry;
extern LedgerTable const unitProfile;
extern LedgerTable const unitCharacteristic;
extern LedgerTable const pinnedKey;
extern LedgerTable const certificate;
extern LedgerTable const revocation;
extern LedgerTable const registration;
extern LedgerTable const registrationDecision;
extern LedgerTable const mandate;
extern LedgerTable const mandateEnd;
extern LedgerTable const versionMandate;
extern LedgerTable const opening;
extern LedgerTable const obligation;
extern LedgerTable const filing;
extern LedgerTable const filingVersion;
extern LedgerTable const versionReason;
extern LedgerTable const decision;
extern LedgerTable const returnReason;
extern LedgerTable const refusal;
extern LedgerTable const receipt;
extern LedgerTable const rate;

[[nodiscard]] std::span<LedgerTable const* const> all() noexcept;
}  // namespace ledger

}  // namespace zhibao
