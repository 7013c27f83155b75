#pragma once
/// What somebody can do who may write the file of a ledger and knows how it is made. Tests of verification use it; nothing else should.

#include <filesystem>
#include <string>

namespace zhibao::test {

/// Raw SQL on a copy of the ledger: triggers are taken away and put back, so that only the rows differ.
void forge(std::filesystem::path const& original, std::filesystem::path const& copy, std::string const& sql);

/// Writes the contents of all events and the whole chain anew, so that it fits the rows as they stand.
void mendChain(std::filesystem::path const& ledger);

}  // namespace zhibao::test
