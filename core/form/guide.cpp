#include "form/guide.h"

#include <algorithm>
#include <set>

#include "form/edition.h"
#include "form/localized_texts.h"
#include "form/values.h"

namespace zhibao {

namespace {

class Reader {
public:
    Reader(Guide& guide, GuideSurroundings const& surroundings) : guide_(guide), surroundings_(surroundings) {}

    Result<> read(JsonNode const& document) {
        ZHIBAO_CHECK(document.onlyKeys({"schema", "form", "title", "total", "parts", "step", "questions"}));
        ZHIBAO_CHECK(schemaIs(document, "guide-1"));
        ZHIBAO_TRY(JsonNode const form, document.at("form"));
        ZHIBAO_TRY(guide_.form, form.string());
        form_ = surroundings_.findForm(guide_.form);
        if (form_ == nullptr) return form.fail(error::formUnknown, {{"form", guide_.form}});
        ZHIBAO_TRY(guide_.title, readTextAt(document, "title"));
        ZHIBAO_CHECK(readColumns(document));
        ZHIBAO_CHECK(readStep(document));
        return readQuestions(document);
    }

private:
    /// The column that a node names.
    Result<Column const*> column(JsonNode const& node) const {
        ZHIBAO_TRY(std::string const id, node.string());
        auto const position = form_->indexOf(id);
        if (!position) return node.fail(error::columnUnknown, {{"column", id}, {"form", form_->id}});
        return &form_->columns[*position];
    }

    Result<> readColumns(JsonNode const& document) {
        std::set<std::string> named;
        auto const amount = [&](JsonNode const& node) -> Result<std::string> {
            ZHIBAO_TRY(auto const* found, column(node));
            if (found->kind != ColumnKind::money || !named.insert(found->id).second)
                return node.fail(error::guideColumnUnfit, {{"column", found->id}});
            return found->id;
        };
        ZHIBAO_TRY(JsonNode const total, document.at("total"));
        ZHIBAO_TRY(guide_.total, amount(total));
        ZHIBAO_TRY(JsonNode const parts, document.at("parts"));
        ZHIBAO_TRY(auto const elements, parts.elements());
        for (auto const& element : elements) {
            ZHIBAO_TRY(std::string part, amount(element));
            guide_.parts.push_back(std::move(part));
        }
        if (guide_.parts.size() < 2) return parts.fail(error::guideWithoutParts);
        return {};
    }

    Result<> readStep(JsonNode const& document) {
        ZHIBAO_TRY(auto const node, document.find("step"));
        if (!node) return {};
        ZHIBAO_TRY(std::int64_t const step, node->integer());
        if (step < 1 || step > 50 || 100 % step != 0)
            return node->fail(error::numberOutOfRange, {{"got", std::to_string(step)}, {"minimum", "1"}, {"maximum", "50"}});
        guide_.step = static_cast<int>(step);
        return {};
    }

    Result<> readQuestions(JsonNode const& document) {
        ZHIBAO_TRY(JsonNode const node, document.at("questions"));
        ZHIBAO_TRY(auto const elements, node.elements());
        std::vector<JsonNode> places;
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"id", "text", "help", "answers"}));
            GuideQuestion question;
            ZHIBAO_TRY(JsonNode const id, element.at("id"));
            ZHIBAO_TRY(question.id, id.string());
            if (guide_.findQuestion(question.id) != nullptr) return id.fail(error::identifierTwice, {{"id", question.id}});
            ZHIBAO_TRY(question.text, readTextAt(element, "text"));
            ZHIBAO_TRY(question.help, readTextOrEmpty(element, "help"));
            ZHIBAO_CHECK(readAnswers(element, question));
            guide_.questions.push_back(std::move(question));
            places.push_back(element);
        }
        if (guide_.questions.empty()) return node.fail(error::guideQuestionUnknown, {{"question", ""}});
        return checkWays(places);
    }

    Result<> readAnswers(JsonNode const& node, GuideQuestion& question) const {
        ZHIBAO_TRY(JsonNode const answers, node.at("answers"));
        ZHIBAO_TRY(auto const elements, answers.elements());
        for (auto const& element : elements) {
            ZHIBAO_TRY(GuideAnswer answer, readAnswer(element, question.id));
            question.answers.push_back(std::move(answer));
        }
        if (question.answers.size() < 2) return answers.fail(error::guideAnswersTooFew, {{"question", question.id}});
        return {};
    }

    Result<GuideAnswer> readAnswer(JsonNode const& node, std::string const& question) const {
        ZHIBAO_CHECK(node.onlyKeys({"text", "question", "column", "split", "elsewhere", "known"}));
        GuideAnswer answer;
        ZHIBAO_TRY(answer.text, readTextAt(node, "text"));
        ZHIBAO_TRY(auto const next, node.find("question"));
        ZHIBAO_TRY(auto const place, node.find("column"));
        ZHIBAO_TRY(auto const split, node.find("split"));
        ZHIBAO_TRY(auto const elsewhere, node.find("elsewhere"));
        ErrorArguments const itself{{"question", question}};
        if ((next ? 1 : 0) + (place ? 1 : 0) + (split ? 1 : 0) + (elsewhere ? 1 : 0) != 1) return node.fail(error::guideAnswerUnfit, itself);
        if (next) {
            answer.leads = GuideAnswer::Leads::toQuestion;
            ZHIBAO_TRY(answer.target, next->string());
        } else if (place) {
            answer.leads = GuideAnswer::Leads::toColumn;
            ZHIBAO_TRY(answer.target, place->string());
            if (std::find(guide_.parts.begin(), guide_.parts.end(), answer.target) == guide_.parts.end())
                return place->fail(error::guideColumnUnfit, {{"column", answer.target}});
        } else if (split) {
            answer.leads = GuideAnswer::Leads::toSplit;
            ZHIBAO_TRY(bool const isMeant, split->boolean());
            if (!isMeant) return split->fail(error::guideAnswerUnfit, itself);
        } else {
            ZHIBAO_TRY(answer.elsewhere, readText(*elsewhere));
        }
        ZHIBAO_CHECK(readKnown(node, answer));
        return answer;
    }

    Result<> readKnown(JsonNode const& node, GuideAnswer& answer) const {
        ZHIBAO_TRY(auto const known, node.find("known"));
        if (!known) return {};
        ZHIBAO_CHECK(known->onlyKeys({"column", "code"}));
        ZHIBAO_TRY(JsonNode const place, known->at("column"));
        ZHIBAO_TRY(auto const* found, column(place));
        auto const* list = found->kind == ColumnKind::code ? surroundings_.findList(found->list) : nullptr;
        if (list == nullptr) return place.fail(error::guideColumnUnfit, {{"column", found->id}});
        answer.knownColumn = found->id;
        ZHIBAO_TRY(JsonNode const code, known->at("code"));
        ZHIBAO_TRY(answer.knownCode, code.string());
        if (list->find(answer.knownCode) == nullptr) return code.fail(error::codeUnknown, {{"code", answer.knownCode}, {"list", list->id()}});
        return {};
    }

    enum class Visit { none, open, done };

    /// That every answer leads on, none back, and every question can be come to.
    Result<> checkWays(std::vector<JsonNode> const& places) const {
        std::vector<Visit> visits(guide_.questions.size(), Visit::none);
        ZHIBAO_CHECK(follow(0, visits, places));
        for (std::size_t i = 0; i < visits.size(); ++i)
            if (visits[i] == Visit::none) return places[i].fail(error::guideQuestionUnreached, {{"question", guide_.questions[i].id}});
        return {};
    }

    Result<> follow(std::size_t position, std::vector<Visit>& visits, std::vector<JsonNode> const& places) const {
        visits[position] = Visit::open;
        for (auto const& answer : guide_.questions[position].answers) {
            if (answer.leads != GuideAnswer::Leads::toQuestion) continue;
            auto const* next = guide_.findQuestion(answer.target);
            if (next == nullptr) return places[position].fail(error::guideQuestionUnknown, {{"question", answer.target}});
            auto const at = static_cast<std::size_t>(next - guide_.questions.data());
            if (visits[at] == Visit::open) return places[position].fail(error::guideInCircle, {{"question", answer.target}});
            if (visits[at] == Visit::none) ZHIBAO_CHECK(follow(at, visits, places));
        }
        visits[position] = Visit::done;
        return {};
    }

    Guide& guide_;
    GuideSurroundings const& surroundings_;
    Form const* form_ = nullptr;
};

}  // namespace

GuideQuestion const* Guide::findQuestion(std::string_view question) const noexcept {
    auto const found = std::find_if(questions.begin(), questions.end(), [&](GuideQuestion const& one) { return one.id == question; });
    return found == questions.end() ? nullptr : &*found;
}

Result<Guide> readGuide(std::string id, BytesView json, GuideSurroundings const& surroundings) {
    ZHIBAO_TRY(JsonValue const value, parseJson(json));
    Guide guide;
    guide.id = std::move(id);
    ZHIBAO_CHECK(Reader{guide, surroundings}.read(JsonNode{value}));
    return guide;
}

GuideWalk::GuideWalk(Guide const& guide, KnownCodes const& known) : guide_(&guide), known_(known) {
    goTo(&guide_->questions.front());
}

GuideQuestion const* GuideWalk::question() const noexcept {
    return ending_ == nullptr ? question_ : nullptr;
}

GuideAnswer const* GuideWalk::ending() const noexcept {
    return ending_;
}

void GuideWalk::goTo(GuideQuestion const* question) {
    question_ = question;
    for (auto const& answer : question->answers) {
        if (answer.knownColumn.empty() || known_(answer.knownColumn) != answer.knownCode) continue;
        take(answer);
        return;
    }
}

void GuideWalk::take(GuideAnswer const& answer) {
    if (answer.leads == GuideAnswer::Leads::toQuestion) goTo(guide_->findQuestion(answer.target));
    else ending_ = &answer;
}

void GuideWalk::answer(std::size_t position) {
    if (ending_ != nullptr || position >= question_->answers.size()) return;
    auto const& answer = question_->answers[position];
    given_.push_back(question_);
    take(answer);
}

bool GuideWalk::back() {
    if (given_.empty()) return false;
    question_ = given_.back();
    ending_ = nullptr;
    given_.pop_back();
    return true;
}

}  // namespace zhibao
