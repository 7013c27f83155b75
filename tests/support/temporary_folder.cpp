#include "support/temporary_folder.h"

#include <random>
#include <string>

namespace zhibao::test {

TemporaryFolder::TemporaryFolder() {
    // Tests run side by side in several processes; a random name keeps them apart.
    std::random_device random;
    do {
        path_ = std::filesystem::temp_directory_path() / ("zhibao-test-" + std::to_string(random()));
    } while (!std::filesystem::create_directory(path_));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace zhibao::test
