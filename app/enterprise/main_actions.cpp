#include "enterprise/main_actions.h"

#include <utility>
#include <vector>

#include <QActionGroup>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

#include "ui/icons.h"

namespace zhibao {

namespace {

/// What must be there for an action to make sense.
enum class Needs { nothing, draft, editableDraft, form, editableGrid, severalForms };

struct Description {
    char const* name;
    char const* text;  // null where words depend on what is there
    char const* icon;  // null: none
    QList<QKeySequence> keys;
    Needs needs;
    bool isCheckable = false;
};

std::vector<Description> const& descriptions() {
    static std::vector<Description> const all{
        // clang-format off
        {"home", QT_TRANSLATE_NOOP("zhibao::MainActions", "Home"), "home", {QKeySequence{Qt::ALT | Qt::Key_Home}}, Needs::draft},
        {"fill", QT_TRANSLATE_NOOP("zhibao::MainActions", "Fill from spreadsheet…"), "fill", {QKeySequence::Open}, Needs::editableDraft},
        {"importLedger", QT_TRANSLATE_NOOP("zhibao::MainActions", "From your own ledger…"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_I}}, Needs::editableDraft},
        {"previewLedger", QT_TRANSLATE_NOOP("zhibao::MainActions", "Print preview of the statistical ledger…"), nullptr, {}, Needs::draft},
        {"saveLedger", QT_TRANSLATE_NOOP("zhibao::MainActions", "Save the statistical ledger…"), nullptr, {}, Needs::draft},
        {"saveTemplate", QT_TRANSLATE_NOOP("zhibao::MainActions", "Save an empty template…"), "template", {}, Needs::draft},
        {"preview", QT_TRANSLATE_NOOP("zhibao::MainActions", "Print preview…"), "print", {QKeySequence::Print}, Needs::draft},
        {"previewForm", QT_TRANSLATE_NOOP("zhibao::MainActions", "Print preview of this form alone…"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_P}}, Needs::severalForms},
        {"pdf", QT_TRANSLATE_NOOP("zhibao::MainActions", "Save as PDF…"), "pdf", {}, Needs::draft},
        {"pdfOfForm", QT_TRANSLATE_NOOP("zhibao::MainActions", "Save this form alone as PDF…"), nullptr, {}, Needs::severalForms},
        {"toSeal", QT_TRANSLATE_NOOP("zhibao::MainActions", "Check and seal…"), "seal", {QKeySequence{Qt::CTRL | Qt::Key_Return}}, Needs::draft},
        {"takeIn", QT_TRANSLATE_NOOP("zhibao::MainActions", "Take in what the bureau sent…"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_I}}, Needs::nothing},
        {"registration", QT_TRANSLATE_NOOP("zhibao::MainActions", "Registration…"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_R}}, Needs::nothing},
        {"handover", QT_TRANSLATE_NOOP("zhibao::MainActions", "Hand over, take over…"), nullptr, {}, Needs::nothing},
        {"quit", QT_TRANSLATE_NOOP("zhibao::MainActions", "Quit"), nullptr, {QKeySequence::Quit}, Needs::nothing},
        {"undo", nullptr, "undo", {QKeySequence::Undo}, Needs::nothing},
        {"redo", nullptr, "redo", {QKeySequence{Qt::CTRL | Qt::Key_Y}, QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_Z}}, Needs::nothing},
        {"insertRow", QT_TRANSLATE_NOOP("zhibao::MainActions", "Insert rows"), "row-insert", {QKeySequence{Qt::Key_Insert}}, Needs::editableGrid},
        {"duplicateRow", QT_TRANSLATE_NOOP("zhibao::MainActions", "Duplicate rows"), "row-duplicate", {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_D}}, Needs::editableGrid},
        {"removeRows", QT_TRANSLATE_NOOP("zhibao::MainActions", "Remove rows"), "row-remove", {QKeySequence{Qt::CTRL | Qt::Key_Delete}}, Needs::editableGrid},
        {"copyFromAbove", QT_TRANSLATE_NOOP("zhibao::MainActions", "Copy from above"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_D}}, Needs::editableGrid},
        {"paste", QT_TRANSLATE_NOOP("zhibao::MainActions", "Paste"), nullptr, {QKeySequence::Paste}, Needs::editableGrid},
        {"clear", QT_TRANSLATE_NOOP("zhibao::MainActions", "Clear cells"), nullptr, {}, Needs::editableGrid},
        {"rest", QT_TRANSLATE_NOOP("zhibao::MainActions", "Put the rest here"), "rest", {QKeySequence{Qt::CTRL | Qt::Key_R}}, Needs::editableGrid},
        {"reopenRows", QT_TRANSLATE_NOOP("zhibao::MainActions", "Open the rows of last period"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_O}}, Needs::editableGrid},
        {"findItem", QT_TRANSLATE_NOOP("zhibao::MainActions", "Which item?"), "find", {QKeySequence::Find}, Needs::form},
        {"whichMode", QT_TRANSLATE_NOOP("zhibao::MainActions", "Which mode?"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_G}}, Needs::form},
        {"nextForm", QT_TRANSLATE_NOOP("zhibao::MainActions", "Next form"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_PageDown}}, Needs::severalForms},
        {"previousForm", QT_TRANSLATE_NOOP("zhibao::MainActions", "Previous form"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_PageUp}}, Needs::severalForms},
        {"showFindings", QT_TRANSLATE_NOOP("zhibao::MainActions", "Findings"), "findings", {QKeySequence{Qt::CTRL | Qt::Key_F8}}, Needs::draft, true},
        {"nextFinding", QT_TRANSLATE_NOOP("zhibao::MainActions", "Next finding"), nullptr, {QKeySequence{Qt::Key_F8}}, Needs::draft},
        {"previousFinding", QT_TRANSLATE_NOOP("zhibao::MainActions", "Previous finding"), nullptr, {QKeySequence{Qt::SHIFT | Qt::Key_F8}}, Needs::draft},
        {"showChanges", QT_TRANSLATE_NOOP("zhibao::MainActions", "Changes since last period"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_F8}}, Needs::draft, true},
        {"showNotes", QT_TRANSLATE_NOOP("zhibao::MainActions", "Notes"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_M}}, Needs::draft, true},
        {"compareVersions", QT_TRANSLATE_NOOP("zhibao::MainActions", "Compare versions…"), nullptr, {}, Needs::draft},
        {"history", QT_TRANSLATE_NOOP("zhibao::MainActions", "History and charts"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_H}}, Needs::nothing},
        //: amounts in units of the currency, yuan
        {"unitOne", QT_TRANSLATE_NOOP("zhibao::MainActions", "In units"), nullptr, {}, Needs::form, true},
        //: amounts in ten thousands of the currency
        {"unitTenThousand", QT_TRANSLATE_NOOP("zhibao::MainActions", "In 10,000"), nullptr, {}, Needs::form, true},
        {"inDollars", QT_TRANSLATE_NOOP("zhibao::MainActions", "View in US dollars"), nullptr, {QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_U}}, Needs::form, true},
        {"showEarlier", QT_TRANSLATE_NOOP("zhibao::MainActions", "Earlier figures beside"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_E}}, Needs::form, true},
        {"zoomIn", QT_TRANSLATE_NOOP("zhibao::MainActions", "Larger"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_Plus}, QKeySequence{Qt::CTRL | Qt::Key_Equal}}, Needs::form},
        {"zoomOut", QT_TRANSLATE_NOOP("zhibao::MainActions", "Smaller"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_Minus}}, Needs::form},
        {"zoomReset", QT_TRANSLATE_NOOP("zhibao::MainActions", "Ordinary size"), nullptr, {QKeySequence{Qt::CTRL | Qt::Key_0}}, Needs::form},
        {"chinese", nullptr, nullptr, {}, Needs::nothing, true},
        {"english", nullptr, nullptr, {}, Needs::nothing, true},
        {"colours:system", QT_TRANSLATE_NOOP("zhibao::MainActions", "Colours of the system"), nullptr, {}, Needs::nothing, true},
        {"colours:light", QT_TRANSLATE_NOOP("zhibao::MainActions", "Light"), nullptr, {}, Needs::nothing, true},
        {"colours:dark", QT_TRANSLATE_NOOP("zhibao::MainActions", "Dark"), nullptr, {}, Needs::nothing, true},
        {"otherLanguage", nullptr, "language", {QKeySequence{Qt::CTRL | Qt::Key_L}}, Needs::nothing},
        {"gettingStarted", QT_TRANSLATE_NOOP("zhibao::MainActions", "Getting started, keys"), nullptr, {QKeySequence{Qt::SHIFT | Qt::Key_F1}}, Needs::nothing},
        {"showHelp", QT_TRANSLATE_NOOP("zhibao::MainActions", "Help on this question"), "help", {QKeySequence{Qt::Key_F1}}, Needs::nothing, true},
        // clang-format on
    };
    return all;
}

bool isThere(Needs needs, MainActions::State const& state) {
    switch (needs) {
        case Needs::nothing: return true;
        case Needs::draft: return state.isOpen;
        case Needs::editableDraft: return state.isEditable;
        case Needs::form: return state.isForm;
        case Needs::editableGrid: return state.isGrid && state.isEditable;
        case Needs::severalForms: return state.isForm && state.hasSeveralForms;
    }
    return false;
}

}  // namespace

MainActions::MainActions(QMainWindow& window)
    : QObject(&window), window_(window), tools_(new QToolBar(&window)), units_(new QActionGroup(this)), languages_(new QActionGroup(this)), colours_(new QActionGroup(this)) {
    for (auto const& one : descriptions()) {
        auto* action = new QAction(&window);
        action->setObjectName(QString::fromLatin1(one.name));
        action->setShortcuts(one.keys);
        action->setCheckable(one.isCheckable);
        window.addAction(action);
    }
    for (auto* action : named({"unitOne", "unitTenThousand"})) units_->addAction(action);
    for (auto* action : named({"chinese", "english"})) languages_->addAction(action);
    for (auto* action : named({"colours:system", "colours:light", "colours:dark"})) colours_->addAction(action);
    find("unitOne")->setChecked(true);
    find("chinese")->setText(QStringLiteral("中文"));
    find("english")->setText(QStringLiteral("English"));
    for (auto& menu : menus_) menu = window.menuBar()->addMenu(QString{});
    tools_->setObjectName(QStringLiteral("tools"));
    tools_->setMovable(false);
    window.addToolBar(tools_);
    fillMenus();
    fillTools();
}

QAction* MainActions::find(char const* name) const {
    return window_.findChild<QAction*>(QString::fromLatin1(name), Qt::FindDirectChildrenOnly);
}

QList<QAction*> MainActions::named(std::initializer_list<char const*> names) const {
    QList<QAction*> actions;
    for (auto const* name : names) actions.append(find(name));
    return actions;
}

QList<QAction*> MainActions::all() const {
    QList<QAction*> actions;
    for (auto const& one : descriptions()) actions.append(find(one.name));
    return actions;
}

void MainActions::fillMenus() {
    auto const fill = [this](std::size_t menu, std::initializer_list<std::initializer_list<char const*>> groups) {
        bool isFirst = true;
        for (auto const& group : groups) {
            if (!std::exchange(isFirst, false)) menus_[menu]->addSeparator();
            menus_[menu]->addActions(named(group));
        }
    };
    fill(0, {{"home", "fill", "importLedger", "saveTemplate", "preview", "previewForm", "pdf", "pdfOfForm", "previewLedger", "saveLedger", "toSeal"}, {"takeIn", "registration", "handover"}, {"quit"}});
    fill(1, {{"undo", "redo"}, {"insertRow", "duplicateRow", "removeRows"}, {"paste", "copyFromAbove", "clear", "rest", "reopenRows"}, {"findItem", "whichMode"}});
    fill(2, {{"nextForm", "previousForm"},
             {"showFindings", "nextFinding", "previousFinding", "showChanges", "showNotes"},
             {"compareVersions", "history"},
             {"unitOne", "unitTenThousand", "inDollars", "showEarlier"},
             {"zoomIn", "zoomOut", "zoomReset"},
             {"colours:system", "colours:light", "colours:dark"}, {"chinese", "english"}});
    fill(3, {{"gettingStarted", "showHelp"}});
}

void MainActions::fillTools() {
    bool isFirst = true;
    for (auto const& group : {named({"home"}), named({"undo", "redo"}), named({"insertRow", "duplicateRow", "removeRows"}),
                              units_->actions(), named({"findItem"}), named({"fill", "preview", "toSeal"})}) {
        if (!std::exchange(isFirst, false)) tools_->addSeparator();
        tools_->addActions(group);
    }
    auto* room = new QWidget(&window_);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tools_->addWidget(room);
    tools_->addActions(named({"showFindings", "showHelp", "otherLanguage"}));
    tools_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // Rows are worked by key; their buttons are there for those who look for them.
    for (auto* action : named({"undo", "redo", "insertRow", "duplicateRow", "removeRows", "findItem", "showFindings", "showHelp"}))
        if (auto* button = tools_->widgetForAction(action)) static_cast<QToolButton*>(button)->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void MainActions::wordAnew(Language language) {
    std::array<QString, 4> const menuTexts{tr("&File"), tr("&Edit"), tr("&View"), tr("&Help")};
    for (std::size_t number = 0; number < menus_.size(); ++number) menus_[number]->setTitle(menuTexts[number]);
    for (auto const& one : descriptions()) {
        auto* action = find(one.name);
        if (one.text != nullptr) action->setText(tr(one.text));
        if (one.icon != nullptr) action->setIcon(lineIcon(QString::fromLatin1(one.icon)));
    }
    auto const isChinese = language == Language::chinese;
    find(isChinese ? "chinese" : "english")->setChecked(true);
    find("otherLanguage")->setText(find(isChinese ? "english" : "chinese")->text());
    tools_->setWindowTitle(tr("Tools"));
}

void MainActions::fit(State const& state) {
    for (auto const& one : descriptions()) find(one.name)->setEnabled(isThere(one.needs, state));
    auto const fitStep = [&](char const* name, QString const& step, QString const& alone, QString const& named) {
        find(name)->setEnabled(state.isEditable && !step.isEmpty());
        find(name)->setText(step.isEmpty() ? alone : named.arg(step));
    };
    fitStep("undo", state.undoName, tr("Undo"), tr("Undo: %1"));
    fitStep("redo", state.redoName, tr("Redo"), tr("Redo: %1"));
}

}  // namespace zhibao
