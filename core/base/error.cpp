#include "base/error.h"

namespace zhibao {

std::string Error::where() const {
    std::string text;
    for (auto const& place : places) {
        if (!text.empty()) text += " > ";
        text += place;
    }
    return text;
}

Error Error::inside(std::string_view place) && {
    if (!place.empty()) places.insert(places.begin(), std::string{place});
    return std::move(*this);
}

Error Error::inside(std::string_view place) const& {
    return Error{*this}.inside(place);
}

tl::unexpected<Error> fail(ErrorCode code, ErrorArguments arguments, std::string_view place) {
    Error error{code, {}, std::move(arguments)};
    if (!place.empty()) error.places.emplace_back(place);
    return tl::unexpected(std::move(error));
}

}  // namespace zhibao
