/// What stands in an editor that is still open is on disk too, is one step, and Escape takes it back.

#include <csignal>
#include <random>

#include <QFile>
#include <QProcess>

#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "enterprise/report_lines.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The cell as another program would read it from the file.
std::string onDisk(EnterpriseWindow& enterprise, std::filesystem::path const& data, std::string_view column) {
    auto store = DraftStore::open(data / "drafts.db");
    REQUIRE(store);
    auto const edition = enterprise.program().editions().front();
    auto const drafts = store->newest();
    REQUIRE(drafts);
    REQUIRE_FALSE(drafts->empty());
    auto const filing = store->load(drafts->front().id, *edition);
    REQUIRE(filing);
    auto const* form = filing->findForm("form2");
    REQUIRE(form != nullptr);
    if (form->rows.empty()) return {};
    auto const& cell = form->rows.front().cells[edition->findForm("form2")->indexOf(column).value()];
    if (auto const* money = std::get_if<Money>(&cell)) return money->canonical();
    if (auto const* text = std::get_if<std::string>(&cell)) return *text;
    return {};
}

}  // namespace

TEST_CASE("what is being typed into a cell is on disk within two seconds without leaving it, and one undo takes it back", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("54321"));
    auto* editor = focus();
    REQUIRE(qobject_cast<QLineEdit*>(editor) != nullptr);
    REQUIRE(within(2000, [&] { return onDisk(enterprise, folder.path(), "total") == "54321.00"; }));
    // Typing goes on in the same editor, at the same place.
    REQUIRE(focus() == editor);
    type(QStringLiteral("0"));
    REQUIRE(within(2000, [&] { return onDisk(enterprise, folder.path(), "total") == "543210.00"; }));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "543210.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "total") == "1200.00");
}

TEST_CASE("Escape brings back what stood in a cell also after it was saved, and a row that only typing began goes", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.cell(0, "total") == "7.00"; }));
    press(Qt::Key_Escape);
    CHECK(enterprise.cell(0, "total") == "1200.00");

    enterprise.goTo(1, "total");
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.rowCount() == 2; }));
    press(Qt::Key_Escape);
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.view().currentIndex().row() == 1);

    // Typed to the end it is one step, from the first letter to the last.
    type(QStringLiteral("7"));
    REQUIRE(within(2000, [&] { return enterprise.rowCount() == 2; }));
    type(QStringLiteral("5"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.cell(1, "total") == "75.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 1);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.cell(1, "total") == "75.00");
}

namespace {

/// The program as it is installed, in which somebody types into the total of the first row, until it is killed as a power cut would.
class Typist {
public:
    /// What stood in the editor from a moment on, in milliseconds.
    struct Typed {
        qint64 moment = 0;
        std::string text;
    };

    explicit Typist(std::filesystem::path const& data) {
        int const line = begin(data);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("QT_PLUGIN_PATH"), QStringLiteral(ZHIBAO_TEST_PLUGINS));
        environment.insert(QStringLiteral("QT_QPA_GENERIC_PLUGINS"), QStringLiteral("keyboard_driver"));
        process_.setProcessEnvironment(environment);
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(QStringLiteral(ZHIBAO_ENTERPRISE), {QStringLiteral("--data"), toQt(toText(data)), QStringLiteral("--forms"),
                                                           toQt(std::string{ZHIBAO_SOURCE_FOLDER} + "/forms"), QStringLiteral("--lang"), QStringLiteral("zh")});
        REQUIRE(process_.waitForStarted());
        for (int step = 0; step < line; ++step) strike(Qt::Key_Down);
        strike(Qt::Key_Return);
        strike(Qt::Key_Home);
        for (int column = 0; column < 5; ++column) strike(Qt::Key_Right);
        beginTyping();
    }
    ~Typist() {
        if (process_.state() != QProcess::NotRunning) kill();
    }
    void kill() {
        typing_.stop();
        ::kill(static_cast<pid_t>(process_.processId()), SIGKILL);
        process_.waitForFinished();
    }
    [[nodiscard]] qint64 process() const { return process_.processId(); }
    [[nodiscard]] std::vector<Typed> const& typed() const noexcept { return typed_; }

private:
    /// A draft with a row whose total is wrong, so that going on is what is offered for it. Gives the line on which it stands today.
    static int begin(std::filesystem::path const& data) {
        EnterpriseWindow enterprise{data};
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(0, "total");
        type(QStringLiteral("7"));
        press(Qt::Key_Return);
        auto const draft = enterprise.session().entry().id;
        enterprise.window().goHome();
        return lineOf(data, draft);
    }
    static int lineOf(std::filesystem::path const& data, std::int64_t draft) {
        EnterpriseWindow today{data, Language::chinese, SystemClock{}.now()};
        auto const lines = reportLines(today.program(), {}, {});
        REQUIRE(lines);
        auto const found = std::find_if(lines->begin(), lines->end(), [&](ReportLine const& line) { return line.draft && line.draft->id == draft; });
        REQUIRE(found != lines->end());
        return static_cast<int>(found - lines->begin());
    }
    void strike(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, QString const& text = {}) {
        process_.write(QStringLiteral("%1 %2 %3\n").arg(static_cast<int>(key)).arg(modifiers.toInt()).arg(text).toUtf8());
    }
    void beginTyping() {
        QObject::connect(&typing_, &QTimer::timeout, [this] {
            // Without a pattern, so that no moment is like another.
            int const digit = static_cast<int>(random_() % 9) + 1;
            // At most twelve digits, then the same cell again, without leaving the editor.
            auto text = typed_.empty() ? std::string{} : typed_.back().text;
            if (text.size() > 11) {
                strike(Qt::Key_A, Qt::ControlModifier);
                text.clear();
            }
            strike(static_cast<Qt::Key>(Qt::Key_0 + digit), Qt::NoModifier, QString::number(digit));
            typed_.push_back({QDateTime::currentMSecsSinceEpoch(), text + std::to_string(digit)});
        });
        typing_.start(50);
    }

    QProcess process_;
    QTimer typing_;
    std::vector<Typed> typed_;
    std::minstd_rand random_{1};
};

/// True as soon as something that the typist typed is on disk.
bool hasBegun(EnterpriseWindow& enterprise, std::filesystem::path const& data) {
    return within(60'000, [&] { return onDisk(enterprise, data, "total") != "7.00"; });
}

}  // namespace

TEST_CASE("a draft that another program has open is not opened, the program is named, and once that is gone it opens with what was typed", "[app][enterprise]") {
    TemporaryFolder const folder;
    Typist typist{folder.path()};
    EnterpriseWindow enterprise{folder.path()};
    REQUIRE(hasBegun(enterprise, folder.path()));
    auto const drafts = enterprise.program().store().newest();
    REQUIRE(drafts);
    REQUIRE(drafts->size() == 1);
    CHECK_FALSE(enterprise.window().openDraft(drafts->front().id));
    CHECK(enterprise.window().session() == nullptr);
    REQUIRE(enterprise.window().messages().isVisible());
    CHECK(enterprise.window().messages().text().contains(QString::number(typist.process())));
    typist.kill();
    REQUIRE(enterprise.window().openDraft(drafts->front().id));
    CHECK(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "total") == onDisk(enterprise, folder.path(), "total"));
}

TEST_CASE("the program killed while somebody types has lost two seconds at most", "[app][enterprise]") {
    for (int const wait : {2050, 2150, 2250, 2350, 2450, 2550, 2700, 2900, 3150, 3600}) {
        INFO(wait);
        TemporaryFolder const folder;
        Typist typist{folder.path()};
        EnterpriseWindow enterprise{folder.path()};
        REQUIRE(hasBegun(enterprise, folder.path()));
        QTest::qWait(wait);
        auto const killed = QDateTime::currentMSecsSinceEpoch();
        typist.kill();

        // What stood in the editor at some moment of the last two seconds is what is on disk.
        auto const kept = onDisk(enterprise, folder.path(), "total");
        INFO(kept);
        bool isRecent = false;
        for (auto const& [moment, text] : typist.typed()) {
            auto const money = Money::parse(text, Unit::one);
            REQUIRE(money);
            isRecent = isRecent || (moment >= killed - 2000 && money->canonical() == kept);
        }
        CHECK(isRecent);
    }
}
