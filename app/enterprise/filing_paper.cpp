#include "enterprise/filing_paper.h"

#include "table/form_print.h"

namespace zhibao {

Result<PrintJob> printJobOf(Program& program, DraftSession& session, Form const* only) {
    auto const& filing = session.document().filing();
    auto const now = program.clock().now();
    auto version = std::to_string(filing.header.version);
    if (session.entry().seal) version += " " + session.entry().seal->identity.hex().substr(0, 12);
    FormPrintContext const context{.edition = session.document().edition(),
                                   .rates = program.data().rates,
                                   .language = Language::chinese,
                                   .unitName = session.entry().unitName,
                                   .version = version,
                                   .madeAt = now,
                                   .isPractice = session.entry().purpose == DraftPurpose::practice};
    ZHIBAO_TRY(auto const tables, only == nullptr ? printFiling(filing, context) : printForm(*only, filing, context));
    auto job = printJobOf(tables);
    job.made = now;
    return job;
}

}  // namespace zhibao
