#include "intake/ledger.h"

#include <algorithm>

#include "intake/pieces.h"

namespace zhibao {

Query queryOf(JudgedFinding const& finding) {
    auto const part = finding.arguments.find(std::string{partArgument});
    return {finding.rule, part == finding.arguments.end() ? finding.rule : part->second, finding.cells, finding.arguments};
}

Digest digestOf(std::vector<JudgedFinding> const& findings) {
    Bytes bytes;
    for (auto const& finding : findings) {
        addPiece(bytes, finding.rule);
        addPiece(bytes, finding.level);
        addPiece(bytes, finding.verdict);
        addPiece(bytes, finding.isExplained ? "1" : "0");
        for (auto const& cell : finding.cells) {
            addPiece(bytes, cell.form);
            addPiece(bytes, std::to_string(cell.row));
            addPiece(bytes, cell.column);
        }
        bytes += '|';
        for (auto const& [name, value] : finding.arguments) {
            addPiece(bytes, name);
            addPiece(bytes, value);
        }
        bytes += '|';
        addPiece(bytes, finding.message.zh);
        addPiece(bytes, finding.message.en);
        bytes += '\n';
    }
    return sha256(bytes);
}

FindingCounts countsOf(std::vector<JudgedFinding> const& findings) noexcept {
    FindingCounts counts;
    for (auto const& finding : findings) {
        bool const isQuery = finding.level == "query";
        ++(finding.level == "error" ? counts.errors : isQuery ? counts.queries : counts.notices);
        if (isQuery && !finding.isExplained && finding.verdict == "violated") ++counts.unexplained;
    }
    return counts;
}

bool JudgedFiling::isClean() const noexcept {
    return std::all_of(findings.begin(), findings.end(), [](JudgedFinding const& finding) {
        return finding.level == "notice" || (finding.level == "query" && (finding.isExplained || finding.verdict != "violated"));
    });
}

}  // namespace zhibao
