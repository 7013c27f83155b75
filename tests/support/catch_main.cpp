#define CATCH_CONFIG_RUNNER
#include "support/catch.h"

#include <clocale>
#include <locale>
#include <stdexcept>

/// The tests run in the locale of their environment, so that a run in another one shows what secretly depends on it. A program
/// that does not ask for this stays in the locale "C", whatever the environment says.
int main(int argumentCount, char* arguments[]) {
    try {
        std::locale::global(std::locale{""});
    } catch (std::runtime_error const&) {
        std::setlocale(LC_ALL, "C");  // the environment names a locale that this machine does not have
    }
    return Catch::Session().run(argumentCount, arguments);
}
