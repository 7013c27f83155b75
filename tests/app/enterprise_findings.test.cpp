/// How findings are said: without alarm where nobody has been yet, whole, with their form, and in advance where the codes tell.

#include <QPlainTextEdit>
#include <QStyle>
#include <QTableView>
#include <QTextBrowser>
#include <QTextLayout>

#include "app/support/enterprise_window.h"
#include "enterprise/findings_dock.h"
#include "enterprise/help_dock.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

bool isJudged(EnterpriseWindow& enterprise) {
    return within(3000, [&] { return enterprise.session().check().isUpToDate() && !enterprise.session().check().findings().empty(); });
}

/// The height of wrapped lines as an item view lays them out: without the space that QFontMetrics puts between lines.
double heightOf(QString const& text, QFont const& font, int width) {
    QTextLayout layout{text, font};
    double height = 0;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        height += line.height();
    }
    layout.endLayout();
    return height;
}

}  // namespace

TEST_CASE("a form that nobody touched shows no error, one left blank does, and sealing asks for everything", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, january2018};
    enterprise.beginProfile();
    REQUIRE(isJudged(enterprise));
    auto& model = enterprise.window().findings().findings();
    CHECK(model.count(Level::error) == 0);
    auto const open = model.countStillToFill();
    CHECK(open > 10);
    CHECK(model.index(0, FindingsModel::levelColumn).data().toString() == QStringLiteral("待填写"));
    CHECK_FALSE(model.index(0, FindingsModel::levelColumn).data(Qt::DecorationRole).isValid());

    REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
    press(Qt::Key_Return);
    CHECK(model.count(Level::error) == 1);
    CHECK(model.countStillToFill() == open - 1);
    type(QStringLiteral("2010-06"));
    press(Qt::Key_Return);
    REQUIRE(within(3000, [&] { return model.countStillToFill() == open - 2; }));

    press(Qt::Key_Return, Qt::ControlModifier);
    CHECK(model.countStillToFill() == 0);
    CHECK(model.count(Level::error) > 10);
    enterprise.speak(Language::english);
    CHECK(enterprise.window().findings().windowTitle().contains(QStringLiteral("still to fill in 0")));
}

TEST_CASE("on an office screen the sentence of a finding has more room than all that stands beside it", "[app][enterprise]") {
    for (auto const language : {Language::chinese, Language::english}) {
        INFO((language == Language::chinese ? "zh" : "en"));
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder.path(), language};
        enterprise.window().resize(1366, 720);
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(0, "total");
        type(QStringLiteral("-5"));
        press(Qt::Key_Return);
        REQUIRE(isJudged(enterprise));
        auto& dock = enterprise.window().findings();
        auto const hasRoom = [&] {
            enterprise.settle();
            return dock.list().columnWidth(FindingsModel::sentenceColumn) * 2 > dock.list().viewport()->width();
        };
        CHECK(hasRoom());
        CHECK_FALSE(dock.explanation().isVisible());
        // With the reason, and with the field for an explanation, beside it.
        auto const queries = [&] { return std::count_if(dock.findings().findings().begin(), dock.findings().findings().end(), [](auto const& one) { return one.canBeExplained; }); };
        REQUIRE(queries() > 0);
        for (int line = 0; line < dock.list().model()->rowCount(); ++line) {
            press(Qt::Key_F8);
            CHECK(hasRoom());
            auto const row = dock.list().currentIndex().row();
            auto const sentence = dock.list().model()->index(row, FindingsModel::sentenceColumn).data().toString();
            CHECK(within(1000, [&] { return dock.list().rowHeight(row) >= heightOf(sentence, dock.list().font(), dock.list().columnWidth(FindingsModel::sentenceColumn) - 6); }));
        }
    }
}

TEST_CASE("a row of the grid is asked for what it lacks when it is left", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    type(QStringLiteral("export"));
    press(Qt::Key_Tab);
    REQUIRE(isJudged(enterprise));
    auto& model = enterprise.window().findings().findings();
    auto const lacks = [&] {
        return std::count_if(model.findings().begin(), model.findings().end(), [](ListedFinding const& finding) {
            return finding.rule == "cell-required" && !finding.isStillToFill;
        });
    };
    CHECK(lacks() == 0);
    press(Qt::Key_Down);
    CHECK(lacks() > 0);
}

TEST_CASE("findings are shown whole, with the form where there are several", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("-77"));
    press(Qt::Key_Return);
    REQUIRE(isJudged(enterprise));
    auto& dock = enterprise.window().findings();
    auto& list = dock.list();
    REQUIRE(list.model()->rowCount() > 0);
    CHECK_FALSE(dock.findings().index(0, FindingsModel::placeColumn).data().toString().contains(QStringLiteral("基2")));
    // What an item keeps free left and right of its text.
    int const margins = 2 * (list.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &list) + 1);
    for (auto const language : {Language::chinese, Language::english}) {
        enterprise.speak(language);
        REQUIRE(list.textElideMode() == Qt::ElideNone);
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            auto const index = list.model()->index(row, FindingsModel::sentenceColumn);
            list.scrollTo(index);  // rows out of view get their height when they come into it
            enterprise.settle();
            INFO(fromQt(index.data().toString()));
            CHECK(list.rowHeight(row) >= heightOf(index.data().toString(), list.font(), list.columnWidth(index.column()) - margins));
        }
    }
    enterprise.speak(Language::chinese);
    enterprise.goTo(0, "mode4");
    type(QStringLiteral("5"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.document().filing().forms.size() == 2);
    REQUIRE(isJudged(enterprise));
    auto const& findings = dock.findings().findings();
    bool hasOther = false;
    for (std::size_t row = 0; row < findings.size(); ++row) {
        if (findings[row].cells.empty() || findings[row].cells.front().form != "form2") continue;
        hasOther = true;
        CHECK(dock.findings().index(static_cast<int>(row), FindingsModel::placeColumn).data().toString().contains(QStringLiteral("基2")));
    }
    CHECK(hasOther);
}

TEST_CASE("help says in advance whether a figure belongs into the cell", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const help = [&] { return enterprise.window().help().text().toPlainText(); };
    enterprise.goTo(0, "mode1");
    CHECK(help().contains(QStringLiteral("●")));
    enterprise.goTo(0, "item");
    type(QStringLiteral("SDA"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "mode1");
    auto const validity = enterprise.document().edition().findList("items")->find("SDA")->attribute("mode1");
    REQUIRE(validity == "X");
    CHECK(help().contains(QStringLiteral("✗")));
    enterprise.speak(Language::english);
    CHECK(help().contains(QStringLiteral("there can be no figure here")));
}

TEST_CASE("help lists the checks that look at the current cell, in the language of the window", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const help = [&] { return enterprise.window().help().text().toPlainText(); };
    enterprise.goTo(0, "mode4");
    CHECK(help().contains(QStringLiteral("强制性 B1 · 合计等于三种模式之和")));
    CHECK_FALSE(help().contains(QStringLiteral("B3 ·")));
    enterprise.speak(Language::english);
    CHECK(help().contains(QStringLiteral("Error B1 · The total equals its three modes")));
    enterprise.goTo(0, "affiliated");
    CHECK(help().contains(QStringLiteral("B3 ·")));
    CHECK_FALSE(help().contains(QStringLiteral("B1 ·")));
}
