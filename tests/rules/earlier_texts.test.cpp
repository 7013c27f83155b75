#include "rules/earlier_texts.h"

#include <algorithm>
#include <string>

#include "base/random.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

EarlierTexts with(std::initializer_list<std::u32string> texts, std::size_t shortest = 4) {
    EarlierTexts earlier{shortest};
    for (auto const& text : texts) earlier.add("B11", text);
    return earlier;
}

std::u32string numbered(std::u32string before, int number, std::u32string const& after) {
    for (auto const digit : std::to_string(number)) before += static_cast<char32_t>(digit);
    return before + after;
}

}  // namespace

TEST_CASE("an earlier text is found again for its own check only", "[rules][earlier_texts]") {
    auto const earlier = with({U"新签软件开发合同"});
    CHECK(earlier.tell("B11", U"新签软件开发合同"));
    CHECK_FALSE(earlier.tell("B12", U"新签软件开发合同"));
    CHECK_FALSE(EarlierTexts{}.tell("B11", U"新签软件开发合同"));
}

TEST_CASE("a text with or without digits at one of its ends is the same, with another number inside it is not", "[rules][earlier_texts]") {
    auto const earlier = with({U"新签软件开发合同", U"7新签测试合同", U"新签设计合同12"});
    for (auto const* text : {U"新签软件开发合同1", U"12新签软件开发合同", U"新签软件开发合同123", U"新签测试合同", U"新签设计合同", U"新签设计合同1", U"新签设计合同123"}) CHECK(earlier.tell("B11", text));
    for (auto const* text : {U"新签3软件开发合同", U"新签软件开发合同1234", U"8新签测试合同", U"新签设计合同13", U"1新签软件开发合同1"}) CHECK_FALSE(earlier.tell("B11", text));
}

TEST_CASE("a text is found among many as it is alone", "[rules][earlier_texts]") {
    // Of few letters, so that many are nearly the same; some of them long, some with numbers.
    SeededRandom random{7};
    std::u32string const letters = U"合同款项ab1二";
    auto const text = [&] {
        std::u32string made;
        auto const length = random.below(4) == 0 ? 18 + random.below(30) : 3 + random.below(6);
        for (std::uint64_t i = 0; i < length; ++i) made += length > 17 && i % 9 != 0 ? letters[i % 4] : letters[random.below(letters.size())];
        return made;
    };
    for (int round = 0; round < 40; ++round) {
        std::vector<std::u32string> texts;
        EarlierTexts all{4};
        for (int i = 0; i < 30; ++i) all.add("B11", texts.emplace_back(text()));
        for (int i = 0; i < 30; ++i) {
            auto const asked = text();
            bool const isAlone = std::any_of(texts.begin(), texts.end(), [&](auto const& one) { return with({one}).tell("B11", asked); });
            CHECK(all.tell("B11", asked) == isAlone);
        }
    }
}

TEST_CASE("a hundred thousand texts are looked through for each of as many without comparing all with all", "[rules][earlier_texts]") {
    // Ten thousand million comparisons would keep this test busy for an hour.
    constexpr int many = 100'000;
    EarlierTexts earlier{4};
    for (int i = 0; i < many; ++i) earlier.add("B11", numbered(U"按合同第", i, U"条在验收完成之后集中结算的服务费"));
    int repeated = 0;
    for (int i = 0; i < many; ++i) repeated += earlier.tell("B11", numbered(U"按合同第", many + i, U"条在验收完成之后集中结算的服务费")) ? 1 : 0;
    CHECK(repeated == 0);
    CHECK(earlier.tell("B11", numbered(U"按合同第", many - 1, U"条在验收完成以后集中结算的服务费")));
}
