#pragma once
/// The verbs, in groups. Each function adds its verbs to the command line; a verb that was chosen leaves its work in `chosen`.

#include <functional>

#include "batch/console.h"

namespace CLI {
class App;
}

namespace zhibao {

namespace error {
inline constexpr ErrorCode explainNoQuery{"explain-no-query"};  // rule, row
inline constexpr ErrorCode explainSeveral{"explain-several"};   // rule, count
}  // namespace error

/// The work of the verb that was chosen on the command line.
using Work = std::function<ExitStatus(Console&)>;

void addFilingVerbs(CLI::App& program, Work& chosen);   // new, template, fill, check, print
void addImportVerb(CLI::App& program, Work& chosen);    // import
void addExplainVerb(CLI::App& program, Work& chosen);   // explain
void addDiffVerb(CLI::App& program, Work& chosen);      // diff, versions
void addHandoverVerbs(CLI::App& program, Work& chosen); // handover write, handover take
void addSealingVerbs(CLI::App& program, Work& chosen);  // keys new, seal, open
void addBureauVerbs(CLI::App& program, Work& chosen);   // init, intake, status, verify, backup, restore
void addAuthorityVerbs(CLI::App& program, Work& chosen); // ca init, issue, renew, revoke, list, crl
void addReceiptVerbs(CLI::App& program, Work& chosen);  // receipts write, receipts show, send-back
void addMandateVerbs(CLI::App& program, Work& chosen);      // mandate add, mandate end, mandate list
void addSendingVerbs(CLI::App& program, Work& chosen);  // submit, receipts fetch
void addRegistrationVerbs(CLI::App& program, Work& chosen); // register, registrations, approve, starter, bulletin write, bulletin show
void addRegisterVerbs(CLI::App& program, Work& chosen); // units import, units owe, period open
void addTableVerbs(CLI::App& program, Work& chosen);    // table, cube
void addEditionVerbs(CLI::App& program, Work& chosen);  // edition diff, edition check, carry
void addRatesVerbs(CLI::App& program, Work& chosen);    // rates import, rates list, rates freeze
void addRulesVerbs(CLI::App& program, Work& chosen);    // rules run, rules lint, rules data
void addExampleVerbs(CLI::App& program, Work& chosen);  // demo, generate

}  // namespace zhibao
