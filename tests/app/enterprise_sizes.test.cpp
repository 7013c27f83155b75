/// On the screens that offices have nothing is cut off, in either language.

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>

#include "app/support/cut_texts.h"
#include "app/support/enterprise_window.h"
#include "enterprise/findings_dock.h"
#include "enterprise/paste_dock.h"
#include "enterprise/seal_page.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The current column's head is bold, and wraps between words.
void checkHeads(FormView const& view) {
    auto const* head = view.horizontalHeader();
    auto font = head->font();
    font.setBold(true);
    QFontMetrics const metrics{font};
    for (int column = 0; column < head->count(); ++column) {
        auto const title = view.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        INFO(fromQt(title));
        auto const box = metrics.boundingRect(QRect{0, 0, head->sectionSize(column) - 4, 1000}, Qt::TextWordWrap, title);
        CHECK(box.width() <= head->sectionSize(column));
        CHECK(box.height() <= head->height());
    }
}

}  // namespace

TEST_CASE("the grid of every form shows its heads whole, and of those asked each quarter all columns beside each other", "[app][enterprise]") {
    for (auto const language : {Language::chinese, Language::english})
        for (auto const size : {QSize{1366, 720}, QSize{1280, 672}}) {
            INFO((language == Language::chinese ? "zh " : "en ") << size.width());
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder.path(), language};
            enterprise.window().resize(size);
            auto const judge = [&](char const* form, bool isWide) {
                INFO(form);
                enterprise.settle();
                REQUIRE(enterprise.window().formPage()->currentView() != nullptr);
                auto const& view = enterprise.view();
                REQUIRE(fromQt(view.objectName()) == form);
                INFO(enterprise.window().width() << " x " << enterprise.window().height());
                CHECK(enterprise.window().size() == size);
                checkHeads(view);
                if (!isWide) CHECK(view.horizontalHeader()->length() <= view.viewport()->width());
            };
            enterprise.begin();
            enterprise.typeGoodRow();
            enterprise.goTo(0, "mode4");
            type(QStringLiteral("300"));
            press(Qt::Key_Return);
            enterprise.goTo(0, "outsourcing");
            type(QStringLiteral("ito"));
            press(Qt::Key_Return);
            judge("form2", false);
            press(Qt::Key_PageDown, Qt::ControlModifier);
            judge("form4", false);
            press(Qt::Key_PageDown, Qt::ControlModifier);
            judge("form5", false);
            for (auto const& [set, form] : {std::pair{"affiliates", "form3"}, std::pair{"annual", "form3_annual"}}) {
                enterprise.window().goHome();
                enterprise.beginSet(set);
                judge(form, true);
            }
        }
}

TEST_CASE("a unit with a long name makes no window wider", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    QSize const size{1280, 672};
    enterprise.window().resize(size);
    enterprise.beginSet("quarterly", QStringLiteral("样例").repeated(60));
    enterprise.settle();
    CHECK(enterprise.window().size() == size);
    auto const* state = enterprise.window().formPage()->findChild<QLabel*>(QStringLiteral("savedState"));
    REQUIRE(state != nullptr);
    for (auto const language : {Language::chinese, Language::english}) {
        enterprise.speak(language);
        // Whatever it will say has its room already.
        CHECK(state->width() >= state->fontMetrics().horizontalAdvance(language == Language::chinese ? QStringLiteral("已保存在本机") : QStringLiteral("Kept on this computer")));
        CHECK(state->mapTo(&enterprise.window(), QPoint{state->width(), 0}).x() <= size.width());
    }
}

TEST_CASE("no text and no column is cut off on an office screen", "[app][enterprise]") {
    for (auto const language : {Language::chinese, Language::english}) {
        for (auto const size : {QSize{1366, 768}, QSize{1280, 720}}) {
            INFO((language == Language::chinese ? "zh " : "en ") << size.width());
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder.path(), language};
            // Less the frame, the title and the task bar.
            auto const inner = size - QSize{0, 48};
            auto const judge = [&](char const* page) {
                INFO(page);
                enterprise.window().resize(inner);
                enterprise.settle();
                CHECK(enterprise.window().size() == inner);
                CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
            };
            judge("home");
            enterprise.begin();
            enterprise.typeGoodRow();
            judge("form 2");
            auto const& view = enterprise.view();
            CHECK(view.horizontalHeader()->length() <= view.viewport()->width());
            press(Qt::Key_Return, Qt::ControlModifier);
            judge("seal");
            enterprise.window().goHome();
            enterprise.beginProfile();
            judge("profile");
            // The words beside the fields come and go with what is found.
            REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
            enterprise.settle();
            judge("profile, judged");
            enterprise.record().showQuestion("preparerPhone");
            judge("end of the profile");
        }
    }
}

TEST_CASE("switching the language where a filing is sealed cuts no word", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.window().resize(1366, 720);
    enterprise.begin();
    press(Qt::Key_Return, Qt::ControlModifier);
    for (auto const language : {Language::english, Language::chinese, Language::english}) {
        enterprise.language().set(language);
        for (int round = 0; round < 3; ++round) {
            enterprise.settle();
            INFO((language == Language::chinese ? "zh, round " : "en, round ") << round);
            CHECK(cutTexts(*enterprise.window().sealPage()) == std::vector<std::string>{});
        }
    }
}

TEST_CASE("switching the language cuts no word on any page or in the preview of what is pasted", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.window().resize(1366, 720);
    auto const judge = [&](char const* page) {
        for (auto const language : {Language::english, Language::chinese, Language::english}) {
            enterprise.language().set(language);
            enterprise.settle();
            INFO(page << (language == Language::chinese ? " zh" : " en"));
            CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
        }
    };
    judge("home");
    enterprise.begin();
    enterprise.typeGoodRow();
    judge("form");
    enterprise.goTo(0, "total");
    auto* data = new QMimeData;
    data->setText(QStringLiteral("12.345\t约一千\n7\t8\n"));
    QGuiApplication::clipboard()->setMimeData(data);
    press(Qt::Key_V, Qt::ControlModifier);
    REQUIRE(enterprise.window().paste().isVisible());
    judge("paste");
    auto const& list = enterprise.window().paste().list();
    CHECK(list.horizontalHeader()->length() <= list.viewport()->width());
    CHECK(list.viewport()->height() >= 3 * list.fontMetrics().height());
    press(Qt::Key_Escape);
    CHECK(enterprise.window().findings().list().isVisible());
    for (auto const* page : {"history", "handover", "compareVersions"}) {
        enterprise.window().action(page)->trigger();
        judge(page);
        press(Qt::Key_Escape);
    }
    press(Qt::Key_F1, Qt::ShiftModifier);
    judge("getting started");
}
