#include "aggregate/calibre.h"

#include <array>

namespace zhibao {

namespace {

struct Known {
    Calibre calibre;
    std::string_view name;
    LocalizedText title;
};

std::array<Known, 3> const& known() {
    static std::array<Known, 3> const calibres{{
        {Calibre::reported, "reported", {"跨境直报（模式1、2、4）", "cross-border, reported directly (modes 1, 2, 4)"}},
        {Calibre::withDepartmental, "with-departmental", {"跨境直报加部门数据（模式1、2、4）", "cross-border, reported directly plus departmental data (modes 1, 2, 4)"}},
        {Calibre::withMode3, "with-mode3", {"含商业存在（模式1至4）", "including commercial presence (modes 1 to 4)"}},
    }};
    return calibres;
}

}  // namespace

Result<Calibre> parseCalibre(std::string_view text) {
    for (auto const& one : known())
        if (one.name == text) return one.calibre;
    return fail(error::calibreUnknown, {{"text", std::string{text}}});
}

std::string_view nameOf(Calibre calibre) noexcept {
    return known()[static_cast<std::size_t>(calibre)].name;
}

LocalizedText const& titleOf(Calibre calibre) {
    return known()[static_cast<std::size_t>(calibre)].title;
}

}  // namespace zhibao
