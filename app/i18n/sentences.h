#pragma once
/// Sentences for people. Every error code has one in Chinese and one in English, in sentences/FOLDER.json after the folder that
/// declares the code; the files are built into the programs, and a test asks that none is missing.

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/language.h"

namespace zhibao {

/// The sentence of an error, its arguments filled in: what is wrong and what to do next. The code itself when it has no sentence.
[[nodiscard]] std::string sentence(Error const& error, Language language);

/// A text that is no error's, by its name in phrases/PROGRAM.json ("demo-done"), with arguments. "{files:file|files}" in a text is the first
/// word when the argument is 1, and the second otherwise.
[[nodiscard]] std::string phrase(std::string_view name, ErrorArguments const& arguments, Language language);

/// A text that somebody else wrote, fit to stand in a line of ours: what would end the line, move a cursor, colour what follows or turn its
/// direction becomes a space. Arguments and places go through it by themselves.
[[nodiscard]] std::string onOneLine(std::string_view text);

/// One line for a terminal: "PLACE: CODE: sentence".
[[nodiscard]] std::string problemLine(Error const& error, Language language);

/// What the environment asks for: LANGUAGE, LC_ALL, LC_MESSAGES, LANG; Chinese when it says "zh", English otherwise.
[[nodiscard]] Language languageOfEnvironment();

}  // namespace zhibao
