#include "enterprise/registration_page.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "base/file.h"
#include "base/text.h"
#include "calendar/edition_choice.h"
#include "enterprise/passphrases.h"
#include "form/concepts.h"
#include "i18n/registration_words.h"
#include "i18n/sentences.h"
#include "store/handover.h"
#include "ui/print_preview.h"
#include "ui/steady.h"
#include "ui/text.h"
#include "ui/window_language.h"

namespace zhibao {

namespace {

constexpr int longestName = 200;
constexpr RegistrationPurpose purposes[] = {RegistrationPurpose::first, RegistrationPurpose::renewal, RegistrationPurpose::newKey, RegistrationPurpose::newSignatory};

/// The list from which the newest edition's profile takes the answer.
CodeList const* listOf(Edition const& edition, std::string_view meaning) {
    for (auto const& form : edition.forms)
        for (auto const& column : form.columns)
            if (form.kind == FormKind::record && column.conceptId == meaning) return edition.findList(column.list);
    return nullptr;
}

/// Chooses the code; one that no list knows is shown as it is.
void choose(QComboBox& box, std::string const& code) {
    auto place = box.findData(toQt(code));
    if (place < 0) {
        box.addItem(toQt(code), toQt(code));
        place = box.count() - 1;
    }
    box.setCurrentIndex(place);
}

std::string codeIn(QComboBox const& box) {
    return fromQt(box.currentData().toString());
}

QString dayText(Moment moment) {
    return toQt(toText(dayInChina(moment)));
}

}  // namespace

RegistrationPage::RegistrationPage(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), back_(new QPushButton(this)), title_(new QLabel(this)), unitLabel_(new QLabel(this)), unit_(new QComboBox(this)),
      stateBox_(new QGroupBox(this)), standing_(new QLabel(this)), keyLabel_(new QLabel(this)), key_(new QLabel(this)), askedKeyLabel_(new QLabel(this)),
      askedKey_(new QLabel(this)), nextTitle_(new QLabel(this)), next_(new QLabel(this)), preview_(new QPushButton(this)), again_(new QPushButton(this)),
      writeBox_(new QGroupBox(this)), purposeLabel_(new QLabel(this)), purpose_(new QComboBox(this)), nameLabel_(new QLabel(this)), name_(new QLineEdit(this)),
      districtLabel_(new QLabel(this)), district_(new QComboBox(this)), platformLabel_(new QLabel(this)), platform_(new QComboBox(this)), industryLabel_(new QLabel(this)),
      industry_(new QComboBox(this)), headLabel_(new QLabel(this)), head_(new QLineEdit(this)), preparerLabel_(new QLabel(this)), preparer_(new QLineEdit(this)),
      phoneLabel_(new QLabel(this)), phone_(new QLineEdit(this)), reasonLabel_(new QLabel(this)), reason_(new QLineEdit(this)), wordsLabel_(new QLabel(this)),
      words_(new QLineEdit(this)), wordsAgainLabel_(new QLabel(this)), wordsAgain_(new QLineEdit(this)), wordsAbout_(new QLabel(this)), problem_(new QLabel(this)),
      write_(new QPushButton(this)) {
    layOut();
    connect(back_, &QPushButton::clicked, this, &RegistrationPage::backRequested);
    auto* escape = new QAction(this);
    escape->setShortcut(QKeySequence{Qt::Key_Escape});
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &RegistrationPage::backRequested);
    addAction(escape);
    connect(unit_, &QComboBox::activated, this, [this] { show(unit()); });
    connect(purpose_, &QComboBox::currentIndexChanged, this, &RegistrationPage::fitPurpose);
    connect(write_, &QPushButton::clicked, this, &RegistrationPage::askForFile);
    connect(preview_, &QPushButton::clicked, this, [this] {
        if (auto const job = form()) previewPages(*job, this);
    });
    connect(again_, &QPushButton::clicked, this, [this] {
        auto const file = QFileDialog::getSaveFileName(this, tr("Save the registration once more"), toQt(unit()) + QStringLiteral("_registration.zbr"), tr("Registration files (*.zbr)"));
        if (!file.isEmpty()) saveTo(pathOf(fromQt(file)));
    });
    wordAnew();
}

void RegistrationPage::layOut() {
    auto const makeBold = [](QLabel* label, double size) {
        auto font = label->font();
        font.setPointSizeF(font.pointSizeF() * size);
        font.setBold(true);
        label->setFont(font);
    };
    makeBold(title_, 1.3);
    makeBold(standing_, 1.1);
    makeBold(nextTitle_, 1.0);
    auto const name = [](QWidget* widget, char const* text) { widget->setObjectName(QString::fromLatin1(text)); };
    name(unit_, "registrationUnit");
    name(standing_, "standing");
    name(key_, "keyFingerprint");
    name(askedKey_, "askedFingerprint");
    name(next_, "registrationNext");
    name(preview_, "previewRegistration");
    name(again_, "saveRegistrationAgain");
    name(purpose_, "registrationPurpose");
    name(name_, "registrationName");
    name(district_, "registrationDistrict");
    name(platform_, "registrationPlatform");
    name(industry_, "registrationIndustry");
    name(head_, "registrationHead");
    name(preparer_, "registrationPreparer");
    name(phone_, "registrationPhone");
    name(reason_, "registrationReason");
    name(words_, "registrationWords");
    name(wordsAgain_, "registrationWordsAgain");
    name(problem_, "registrationProblem");
    name(write_, "writeRegistration");
    for (auto* edit : {words_, wordsAgain_}) edit->setEchoMode(QLineEdit::Password);
    for (auto* edit : {name_, head_, preparer_, phone_, reason_}) edit->setMaxLength(longestName);
    for (auto* label : {standing_, key_, askedKey_, next_, wordsAbout_, problem_}) label->setWordWrap(true);
    for (auto* label : {standing_, key_, askedKey_, next_, problem_}) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto* label : {key_, askedKey_}) {
        auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(this->font().pointSizeF() * 1.1);
        label->setFont(font);
    }
    wordsAbout_->setForegroundRole(QPalette::PlaceholderText);
    write_->setDefault(true);
    for (auto* box : {unit_, purpose_, district_, platform_, industry_}) {
        ignoreWheel(box);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }

    auto* top = new QHBoxLayout;
    top->addWidget(back_);
    top->addWidget(title_);
    top->addSpacing(16);
    top->addWidget(unitLabel_);
    top->addWidget(unit_);
    top->addStretch(1);
    auto* state = new QVBoxLayout(stateBox_);
    for (auto* label : {standing_, keyLabel_, key_, askedKeyLabel_, askedKey_}) state->addWidget(label);
    state->addSpacing(8);
    state->addWidget(nextTitle_);
    state->addWidget(next_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(preview_);
    buttons->addWidget(again_);
    buttons->addStretch(1);
    state->addLayout(buttons);
    state->addStretch(1);
    auto* write = new QFormLayout;
    std::pair<QLabel*, QWidget*> const fields[] = {{unitLabel_, unit_},         {purposeLabel_, purpose_},   {nameLabel_, name_},     {districtLabel_, district_}, {platformLabel_, platform_},
                                                   {industryLabel_, industry_}, {headLabel_, head_},         {preparerLabel_, preparer_}, {phoneLabel_, phone_},   {reasonLabel_, reason_},
                                                   {wordsLabel_, words_},       {wordsAgainLabel_, wordsAgain_}};
    for (auto const& [label, field] : fields) {
        label->setBuddy(field);
        if (field != unit_) write->addRow(label, field);
    }
    auto* right = new QVBoxLayout(writeBox_);
    right->addLayout(write);
    right->addWidget(wordsAbout_);
    right->addWidget(problem_);
    right->addWidget(write_, 0, Qt::AlignLeft);
    right->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(stateBox_, 1);
    columns->addWidget(writeBox_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    layout->addLayout(top);
    layout->addLayout(columns, 1);
    setFocusProxy(purpose_);
}

void RegistrationPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void RegistrationPage::wordAnew() {
    auto const language = program_.language().current();
    back_->setText(tr("Back"));
    title_->setText(tr("Registration with the bureau"));
    unitLabel_->setText(tr("&Unit"));
    stateBox_->setTitle(tr("How the key stands"));
    keyLabel_->setText(tr("Fingerprint of the key that signs"));
    askedKeyLabel_->setText(tr("Fingerprint of the key that is asked for"));
    nextTitle_->setText(tr("What to do now"));
    preview_->setText(tr("Preview of the form…"));
    again_->setText(tr("Save once more…"));
    writeBox_->setTitle(tr("Registration file and form"));
    purposeLabel_->setText(tr("Purp&ose"));
    nameLabel_->setText(tr("Full &name"));
    districtLabel_->setText(tr("&District"));
    platformLabel_->setText(tr("P&latform"));
    industryLabel_->setText(tr("&Industry"));
    headLabel_->setText(tr("Head of &statistics"));
    preparerLabel_->setText(tr("&Who signs"));
    phoneLabel_->setText(tr("&Telephone"));
    reasonLabel_->setText(tr("&Reason"));
    wordsLabel_->setText(tr("&Passphrase"));
    wordsAgainLabel_->setText(tr("Passphrase a&gain"));
    write_->setText(tr("Write file and form…"));
    unit_->view()->setAccessibleName(tr("Unit"));
    purpose_->view()->setAccessibleName(tr("Purpose"));
    district_->view()->setAccessibleName(tr("District"));
    platform_->view()->setAccessibleName(tr("Platform"));
    industry_->view()->setAccessibleName(tr("Industry"));
    auto const chosen = purpose();
    QSignalBlocker const block{purpose_};
    purpose_->clear();
    for (auto const one : purposes) purpose_->addItem(toQt(wordsFor(one, language)), static_cast<int>(one));
    purpose_->setCurrentIndex(purpose_->findData(static_cast<int>(chosen)));
    auto const typedNow = typed();
    fillLists();
    choose(*district_, typedNow.district);
    choose(*platform_, typedNow.platform);
    choose(*industry_, typedNow.industry);
    showState();
    fitToWords(*this);
}

void RegistrationPage::fillLists() {
    auto const edition = newestOf(program_.editions());
    std::pair<QComboBox*, std::string_view> const boxes[] = {{district_, concepts::district}, {platform_, concepts::platform}, {industry_, concepts::industry}};
    for (auto const& [box, meaning] : boxes) {
        box->clear();
        box->addItem(QString{}, QString{});
        auto const* list = edition == nullptr ? nullptr : listOf(*edition, meaning);
        if (list == nullptr) continue;
        for (auto const& one : list->entries())
            if (one.isLeaf) box->addItem(toQt(one.label(program_.language().current())), toQt(one.code));
    }
}

std::string RegistrationPage::unit() const {
    return codeIn(*unit_);
}

RegistrationPurpose RegistrationPage::purpose() const {
    auto const chosen = purpose_->currentData();
    return chosen.isValid() ? static_cast<RegistrationPurpose>(chosen.toInt()) : RegistrationPurpose::first;
}

bool RegistrationPage::makesKey() const {
    return purpose() == RegistrationPurpose::newKey || purpose() == RegistrationPurpose::newSignatory || state_.standing == KeyStanding::none;
}

void RegistrationPage::show(std::string const& unitCode) {
    auto const units = program_.store().units();
    if (!units) {
        Q_EMIT failed(units.error());
        return;
    }
    unit_->clear();
    for (auto const& one : *units) unit_->addItem(toQt(one.name.empty() ? one.code : one.name), toQt(one.code));
    if (auto const place = unit_->findData(toQt(unitCode)); place >= 0) unit_->setCurrentIndex(place);
    writeBox_->setEnabled(!units->empty());
    problem_->hide();
    for (auto* edit : {reason_, words_, wordsAgain_}) edit->clear();
    if (!units->empty()) {
        auto const proposed = proposedRegistration(program_.store(), program_.library(), unit());
        if (proposed) fillIn(*proposed);
        else Q_EMIT failed(proposed.error());
    }
    refresh();
    purpose_->setCurrentIndex(purpose_->findData(static_cast<int>(state_.asked && !state_.asked->returned.empty() ? state_.asked->registration.purpose : nextPurpose(state_))));
    fitPurpose();
}

void RegistrationPage::fillIn(Registration const& registration) {
    name_->setText(toQt(registration.name));
    choose(*district_, registration.district);
    choose(*platform_, registration.platform);
    choose(*industry_, registration.industry);
    head_->setText(toQt(registration.statisticsHead));
    preparer_->setText(toQt(registration.preparer));
    phone_->setText(toQt(registration.phone));
}

void RegistrationPage::refresh() {
    state_ = {};
    if (!unit().empty()) {
        auto state = unitKeyState(program_.store(), program_.dataFolder(), unit(), program_.clock().now());
        if (state) state_ = *std::move(state);
        else Q_EMIT failed(state.error());
    }
    showState();
}

QString RegistrationPage::standingText() const {
    if (unit().empty()) return tr("Set up a unit on the home page first.");
    auto const until = state_.certificate ? dayText(state_.certificate->validity().until) : QString{};
    switch (state_.standing) {
        case KeyStanding::none:
            if (state_.asked) return tr("The key that is asked for waits for its certificate. Until that comes nothing can be sealed for this unit here.");
            return tr("There is no key yet. It is made when it is first needed: with the registration, or with the first filing that is sealed.");
        case KeyStanding::unregistered: return tr("There is a key, which the bureau has not certified. Filings can be sealed with it already; register it.");
        case KeyStanding::registered: return tr("Registered. The certificate is valid until %1.").arg(until);
        case KeyStanding::ending: return tr("Registered. The certificate ends on %1, in %2 days.").arg(until).arg(state_.daysLeft);
        case KeyStanding::ended: return tr("The certificate ended on %1. The bureau does not accept what is sealed with it.").arg(until);
        case KeyStanding::revoked: return tr("The bureau has revoked the certificate. It does not accept what is sealed with it.");
    }
    return {};
}

QString RegistrationPage::nextText() const {
    if (unit().empty()) return {};
    if (state_.asked) {
        auto const day = dayText(state_.asked->written);
        if (!state_.asked->returned.empty())
            return tr("The bureau returned the registration of %1: %2\nPut right what it says and write file and form anew.").arg(day, toQt(state_.asked->returned));
        return tr("The registration was written on %1. Now:\n1. Print the form, have it signed and put the unit's seal on it.\n2. Hand both to the bureau: the file and the stamped form. It "
                  "compares the fingerprint.\n3. Take in the starter file with which it answers (File, Take in what the bureau sent).")
            .arg(day);
    }
    switch (state_.standing) {
        case KeyStanding::none:
        case KeyStanding::unregistered: return tr("Look through what is filled in on the right and write the registration file and the form.");
        case KeyStanding::registered: return tr("Nothing. From %1 on the certificate can be renewed here. When the key is lost or another person signs, choose that on the right.")
                                          .arg(toQt(toText(dayInChina(state_.certificate->validity().until) - boost::gregorian::days(renewalDays))));
        case KeyStanding::ending: return tr("Renew the certificate: write the registration file and the form on the right, with the same key.");
        case KeyStanding::ended:
        case KeyStanding::revoked: return tr("Ask for another key on the right and say why.");
    }
    return {};
}

void RegistrationPage::showState() {
    standing_->setText(standingText());
    auto const showKey = [](QLabel* label, QLabel* text, std::optional<Digest> const& key) {
        label->setVisible(key.has_value());
        text->setVisible(key.has_value());
        if (!key) return;
        text->setText(toQt(fingerprintText(*key)));
        text->setAccessibleName(label->text() + QStringLiteral(": ") + text->text());
    };
    auto const current = state_.certificate ? std::optional{state_.certificate->keyFingerprint()} : std::nullopt;
    auto const asked = state_.asked ? std::optional{state_.asked->registration.key} : std::nullopt;
    showKey(keyLabel_, key_, current);
    showKey(askedKeyLabel_, askedKey_, asked == current ? std::nullopt : asked);
    next_->setText(nextText());
    nextTitle_->setVisible(!next_->text().isEmpty());
    preview_->setVisible(state_.asked.has_value());
    again_->setVisible(state_.asked.has_value());
    fitPurpose();
}

void RegistrationPage::fitPurpose() {
    bool const isAnother = purpose() == RegistrationPurpose::newKey || purpose() == RegistrationPurpose::newSignatory;
    auto const showPair = [](QLabel* label, QWidget* field, bool isShown) {
        label->setVisible(isShown);
        field->setVisible(isShown);
    };
    showPair(reasonLabel_, reason_, isAnother);
    reason_->setPlaceholderText(purpose() == RegistrationPurpose::newSignatory ? tr("who signs from now on, and since when") : tr("what became of the old key"));
    showPair(wordsLabel_, words_, makesKey() || state_.isProtected);
    showPair(wordsAgainLabel_, wordsAgain_, makesKey());
    wordsAbout_->setVisible(makesKey() || state_.isProtected);
    wordsAbout_->setText(makesKey() ? tr("A passphrase protects the new key and is asked for at every sealing: at least %1 characters, or none at all. Nobody can tell it to you again.").arg(shortestPassphrase)
                                    : tr("The passphrase that protects the unit's key."));
}

Registration RegistrationPage::typed() const {
    auto const text = [](QLineEdit const* edit) { return trimmed(fromQt(edit->text())); };
    Registration says;
    says.purpose = purpose();
    says.unit = unit();
    says.name = text(name_);
    says.district = codeIn(*district_);
    says.platform = codeIn(*platform_);
    says.industry = codeIn(*industry_);
    says.statisticsHead = text(head_);
    says.preparer = text(preparer_);
    says.phone = text(phone_);
    if (!reason_->isHidden()) says.reason = text(reason_);
    return says;
}

Result<> RegistrationPage::checkPassphrase() const {
    if (!makesKey()) return {};
    if (words_->text() != wordsAgain_->text()) return zhibao::fail(error::passphrasesDiffer);
    auto const length = characterCount(fromQt(words_->text()));
    if (length > 0 && length < shortestPassphrase) return zhibao::fail(error::passphraseTooShort, {{"least", std::to_string(shortestPassphrase)}});
    return {};
}

void RegistrationPage::fail(Error const& error) {
    problem_->setText(QStringLiteral("✗ ") + toQt(sentence(error, program_.language().current())));
    problem_->setAccessibleName(problem_->text());
    problem_->show();
    auto const& code = error.code;
    QLineEdit* place = code == error::registrationNameMissing                                             ? name_
                       : code == error::registrationReasonMissing                                         ? reason_
                       : code == error::passphrasesDiffer                                               ? wordsAgain_
                       : code == error::passphraseTooShort || code == error::keyPassphraseMissing || code == error::keyPassphraseWrong ? words_
                                                                                                          : nullptr;
    if (place != nullptr) place->setFocus();
}

void RegistrationPage::askForFile() {
    // What is wrong is said before anybody chooses a place.
    auto const document = toJson(typed());
    auto const readable = readRegistrationDocument(JsonNode{document});
    if (!readable) return fail(readable.error());
    if (auto const words = checkPassphrase(); !words) return fail(words.error());
    auto const file = QFileDialog::getSaveFileName(this, tr("Write the registration file; the form goes beside it"), toQt(unit()) + QStringLiteral("_registration.zbr"),
                                                   tr("Registration files (*.zbr)"));
    if (!file.isEmpty()) writeTo(pathOf(fromQt(file)));
}

void RegistrationPage::writeTo(std::filesystem::path const& file) {
    problem_->hide();
    if (auto const words = checkPassphrase(); !words) return fail(words.error());
    auto const written = writeUnitRegistration(program_.store(), program_.dataFolder(), typed(), fromQt(words_->text()), program_.clock(), ZHIBAO_VERSION);
    if (!written) return fail(written.error());
    for (auto* edit : {words_, wordsAgain_}) edit->clear();
    refresh();
    saveTo(file);
    Q_EMIT changed();
}

void RegistrationPage::saveTo(std::filesystem::path const& file) {
    auto const job = form();
    if (!job) return;
    auto pdf = file;
    pdf.replace_extension(".pdf");
    auto const saved = [&]() -> Result<> {
        ZHIBAO_CHECK(writeFile(file, state_.asked->file));
        return writePdf(*job, pdf);
    }();
    if (!saved) return fail(saved.error());
    Q_EMIT said([file, pdf] { return tr("The registration is in %1, the form to be stamped in %2.").arg(toQt(toText(file)), toQt(toText(pdf))); });
}

std::optional<PrintJob> RegistrationPage::form() const {
    if (!state_.asked) return std::nullopt;
    // What the law wants printed is Chinese whatever the window speaks.
    auto says = state_.asked->registration;
    if (auto const edition = newestOf(program_.editions()))
        for (auto const& [code, meaning] : {std::pair{&says.district, concepts::district}, {&says.platform, concepts::platform}, {&says.industry, concepts::industry}})
            if (auto const* list = listOf(*edition, meaning))
                if (auto const* known = list->find(*code)) *code = known->label(Language::chinese);
    auto const paper = formOf(says, Language::chinese);
    PrintJob job;
    job.title = paper.title;
    job.html = toHtml(paper);
    job.made = state_.asked->written;
    return job;
}

}  // namespace zhibao
