#pragma once
/// The official print of the filing that is open.

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "output/print_job.h"

namespace zhibao {

/// All forms of the draft, or one of them. What the law wants printed is Chinese whatever the window speaks.
[[nodiscard]] Result<PrintJob> printJobOf(Program& program, DraftSession& session, Form const* only = nullptr);

}  // namespace zhibao
