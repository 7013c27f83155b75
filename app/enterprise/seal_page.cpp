#include "enterprise/seal_page.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include "answers/structure.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "enterprise/attachments_panel.h"
#include "enterprise/sealing.h"
#include "enterprise/summary_table.h"
#include "store/signing_agents.h"
#include "trust/unit_keys.h"
#include "ui/icons.h"
#include "ui/steady.h"
#include "ui/text.h"
#include "ui/window_language.h"

namespace zhibao {

namespace {

std::string Signatories::* memberOf(std::string_view key) {
    if (key == "unitHead") return &Signatories::unitHead;
    if (key == "statisticsHead") return &Signatories::statisticsHead;
    if (key == "preparer") return &Signatories::preparer;
    if (key == "phone") return &Signatories::phone;
    return &Signatories::reportDate;
}

bool isOfRows(Edition const& edition, std::string_view id) {
    auto const* form = edition.findForm(id);
    return form != nullptr && form->kind == FormKind::rows;
}

}  // namespace

SealPage::SealPage(Program& program, DraftSession& session, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), title_(new QLabel(this)), scroll_(new QScrollArea(this)), steps_(new QWidget),
      figuresBox_(new QGroupBox(steps_)), summary_(new SummaryTable(session.document(), steps_)), preview_(new QPushButton(steps_)), previewForm_(new QPushButton(steps_)),
      pdf_(new QPushButton(steps_)), findingsBox_(new QGroupBox(steps_)), state_(new QLabel(steps_)), toFindings_(new QPushButton(steps_)),
      zeroBox_(new QGroupBox(steps_)), zero_(new QCheckBox(steps_)), zeroLabel_(new QLabel(steps_)), zeroReason_(new QLineEdit(steps_)),
      reasonBox_(new QGroupBox(steps_)), reasonAbout_(new QLabel(steps_)), late_(new QCheckBox(steps_)), reasonLabel_(new QLabel(steps_)), reason_(new QLineEdit(steps_)),
      signBox_(new QGroupBox(steps_)), fields_{}, attachmentsBox_(new QGroupBox(steps_)), attachments_(nullptr), sealBox_(nullptr), law_(nullptr), signerLabel_(nullptr), signer_(nullptr), mandate_(nullptr), wordsLabel_(nullptr), words_(nullptr), stickLabel_(nullptr),
      stick_(nullptr), folderLabel_(nullptr), folder_(nullptr), choose_(nullptr), fate_(nullptr), openFolder_(nullptr), copy_(nullptr), correct_(nullptr),
      withdraw_(nullptr), compare_(nullptr), back_(nullptr), seal_(nullptr) {
    constexpr std::array<char const*, 5> keys{"unitHead", "statisticsHead", "preparer", "phone", "reportDate"};
    // What is made first is come to first by Tab.
    for (std::size_t number = 0; number < keys.size(); ++number) fields_[number] = {keys[number], new QLabel(steps_), new QLineEdit(steps_)};
    attachments_ = new AttachmentsPanel(program, session, attachmentsBox_);
    sealBox_ = new QGroupBox(steps_);
    law_ = new QLabel(steps_);
    signerLabel_ = new QLabel(steps_);
    signer_ = new QComboBox(steps_);
    mandate_ = new QLabel(steps_);
    wordsLabel_ = new QLabel(steps_);
    words_ = new QLineEdit(steps_);
    stickLabel_ = new QLabel(steps_);
    stick_ = new QComboBox(steps_);
    folderLabel_ = new QLabel(steps_);
    folder_ = new QLineEdit(steps_);
    choose_ = new QPushButton(steps_);
    fate_ = new QLabel(steps_);
    openFolder_ = new QPushButton(steps_);
    copy_ = new QPushButton(steps_);
    correct_ = new QPushButton(steps_);
    withdraw_ = new QPushButton(steps_);
    compare_ = new QPushButton(steps_);
    back_ = new QPushButton(this);
    seal_ = new QPushButton(this);
    layOut();
    connectAll();
    auto const documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    folder_->setText(documents.isEmpty() ? toQt(toText(program_.dataFolder() / "sealed")) : documents);
    wordAnew();
    showHead();
}

void SealPage::layOut() {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);
    auto const name = [](QWidget* widget, char const* text) { widget->setObjectName(QString::fromLatin1(text)); };
    name(state_, "sealState");
    name(zero_, "zero");
    name(zeroReason_, "zeroReason");
    name(late_, "late");
    name(reason_, "reason");
    name(folder_, "folder");
    name(signer_, "signer");
    name(mandate_, "mandate");
    name(words_, "sealWords");
    name(stick_, "stick");
    name(fate_, "fate");
    name(preview_, "previewAll");
    name(pdf_, "pdfAll");
    name(copy_, "copyToStick");
    name(correct_, "correctVersion");
    name(withdraw_, "withdrawVersion");
    name(compare_, "compareVersions");
    name(seal_, "seal");
    for (auto* label : {state_, law_, fate_, reasonAbout_, mandate_}) label->setWordWrap(true);
    fate_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    fate_->setFocusPolicy(Qt::NoFocus);
    zeroLabel_->setBuddy(zeroReason_);
    reasonLabel_->setBuddy(reason_);
    reason_->setMaxLength(500);
    folderLabel_->setBuddy(folder_);
    signerLabel_->setBuddy(signer_);
    ignoreWheel(signer_);
    signer_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    signer_->setMinimumContentsLength(16);
    wordsLabel_->setBuddy(words_);
    words_->setEchoMode(QLineEdit::Password);
    stickLabel_->setBuddy(stick_);
    seal_->setDefault(true);

    auto const inRow = [](std::initializer_list<QWidget*> widgets) {
        auto* row = new QHBoxLayout;
        for (auto* widget : widgets) row->addWidget(widget);
        row->addStretch(1);
        return row;
    };
    auto* figures = new QVBoxLayout(figuresBox_);
    figures->addWidget(summary_);
    figures->addLayout(inRow({preview_, previewForm_, pdf_}));
    auto* findings = new QVBoxLayout(findingsBox_);
    findings->addWidget(state_);
    findings->addLayout(inRow({toFindings_}));
    auto* zero = new QVBoxLayout(zeroBox_);
    for (QWidget* widget : {static_cast<QWidget*>(zero_), static_cast<QWidget*>(zeroLabel_), static_cast<QWidget*>(zeroReason_)}) zero->addWidget(widget);
    auto* reason = new QVBoxLayout(reasonBox_);
    for (QWidget* widget : {static_cast<QWidget*>(reasonAbout_), static_cast<QWidget*>(late_), static_cast<QWidget*>(reasonLabel_), static_cast<QWidget*>(reason_)})
        reason->addWidget(widget);
    auto* sign = new QFormLayout(signBox_);
    for (auto& field : fields_) {
        field.label->setBuddy(field.edit);
        field.edit->setObjectName(QString::fromLatin1(field.key));
        field.edit->setMaxLength(60);
        sign->addRow(field.label, field.edit);
    }
    auto* attachments = new QVBoxLayout(attachmentsBox_);
    attachments->addWidget(attachments_);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(folder_, 1);
    folderRow->addWidget(choose_);
    auto* file = new QVBoxLayout(sealBox_);
    file->addWidget(law_);
    file->addSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(signerLabel_), static_cast<QWidget*>(signer_), static_cast<QWidget*>(mandate_), static_cast<QWidget*>(wordsLabel_),
                            static_cast<QWidget*>(words_)})
        file->addWidget(widget);
    file->addWidget(stickLabel_);
    file->addWidget(stick_);
    file->addWidget(folderLabel_);
    file->addLayout(folderRow);
    file->addWidget(fate_);
    file->addLayout(inRow({openFolder_, copy_}));
    file->addLayout(inRow({correct_, withdraw_, compare_}));

    auto* left = new QVBoxLayout;
    for (auto* box : {figuresBox_, findingsBox_, zeroBox_, reasonBox_}) left->addWidget(box);
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    for (auto* box : {signBox_, attachmentsBox_, sealBox_}) right->addWidget(box);
    right->addStretch(1);
    auto* columns = new QHBoxLayout(steps_);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(16);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    scroll_->setWidget(steps_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(back_);
    buttons->addStretch(1);
    buttons->addWidget(seal_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(title_);
    layout->addWidget(scroll_, 1);
    layout->addLayout(buttons);
}

void SealPage::connectAll() {
    for (auto& field : fields_) connect(field.edit, &QLineEdit::textEdited, this, &SealPage::takeHead);
    connect(zero_, &QCheckBox::toggled, this, &SealPage::takeHead);
    connect(zeroReason_, &QLineEdit::textEdited, this, &SealPage::takeHead);
    connect(late_, &QCheckBox::toggled, this, &SealPage::takeHead);
    connect(reason_, &QLineEdit::textEdited, this, &SealPage::takeHead);
    connect(choose_, &QPushButton::clicked, this, [this] {
        auto const chosen = QFileDialog::getExistingDirectory(this, tr("Folder for the sealed file"), folder_->text());
        if (!chosen.isEmpty()) folder_->setText(chosen);
    });
    connect(signer_, &QComboBox::currentIndexChanged, this, &SealPage::fitSigner);
    connect(stick_, &QComboBox::activated, this, [this](int chosen) {
        if (chosen > 0 && chosen <= static_cast<int>(sticks_.size())) setFolder(sticks_[static_cast<std::size_t>(chosen - 1)].folder);
    });
    connect(back_, &QPushButton::clicked, this, &SealPage::backRequested);
    connect(toFindings_, &QPushButton::clicked, this, &SealPage::findingsRequested);
    connect(seal_, &QPushButton::clicked, this, &SealPage::seal);
    connect(preview_, &QPushButton::clicked, this, [this] { Q_EMIT previewRequested({}); });
    connect(previewForm_, &QPushButton::clicked, this, [this] { Q_EMIT previewRequested(summary_->currentForm()); });
    connect(summary_, &SummaryTable::formChosen, this, &SealPage::previewRequested);
    connect(pdf_, &QPushButton::clicked, this, &SealPage::pdfRequested);
    connect(attachments_, &AttachmentsPanel::failed, this, &SealPage::failed);
    connect(openFolder_, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(toQt(toText(pathOf(session_.entry().seal->file).parent_path()))));
    });
    connect(copy_, &QPushButton::clicked, this, [this] {
        auto const chosen = stick_->currentIndex();
        if (chosen > 0 && chosen <= static_cast<int>(sticks_.size())) return copyTo(sticks_[static_cast<std::size_t>(chosen - 1)].folder);
        auto const folder = QFileDialog::getExistingDirectory(this, tr("Where to copy the sealed file"));
        if (!folder.isEmpty()) copyTo(pathOf(fromQt(folder)));
    });
    connect(correct_, &QPushButton::clicked, this, [this] { Q_EMIT correctionRequested(session_.entry().id); });
    connect(withdraw_, &QPushButton::clicked, this, [this] { Q_EMIT withdrawalRequested(session_.entry().id); });
    connect(compare_, &QPushButton::clicked, this, &SealPage::comparisonRequested);
    connect(&session_.document(), &FilingDocument::headChanged, this, &SealPage::showHead);
    connect(&session_.document(), &FilingDocument::changed, this, [this] {
        if (isVisible()) summary_->refresh();
    });
    connect(&session_.check(), &LiveCheck::judged, this, &SealPage::showState);
    connect(&session_, &DraftSession::savedChanged, this, &SealPage::showState);
}

bool SealPage::isWithdrawal() const {
    return session_.document().filing().header.kind == FilingKind::withdrawal;
}

void SealPage::setSticks(std::function<std::vector<Stick>()> find) {
    findSticks_ = std::move(find);
    showSticks();
}

void SealPage::showSticks() {
    sticks_ = findSticks_();
    stick_->clear();
    stick_->addItem(sticks_.empty() ? tr("No stick is plugged in") : tr("This computer"));
    for (auto const& one : sticks_) stick_->addItem(tr("Stick %1").arg(one.name));
    stick_->setEnabled(!sticks_.empty());
    fitSticks();
}

void SealPage::fitSticks() {
    // Before sealing it tells that a stick may be plugged in; afterwards there is nothing to choose without one.
    for (QWidget* widget : {static_cast<QWidget*>(stickLabel_), static_cast<QWidget*>(stick_)}) widget->setVisible(!session_.entry().seal || !sticks_.empty());
}

std::string SealPage::signer() const {
    return fromQt(signer_->currentData().toString());
}

void SealPage::fillSigners() {
    auto const& unit = session_.entry().unit;
    auto const agents = possibleAgents(program_.store(), program_.dataFolder(), unit);
    auto const last = agentOf(program_.store(), unit);
    // What cannot be read is told when it is sealed.
    auto const chosen = signer_->count() > 0 ? signer() : last ? last->value_or(std::string{}) : std::string{};
    QSignalBlocker const block{signer_};
    signer_->clear();
    auto const name = toQt(session_.entry().unitName.empty() ? unit : session_.entry().unitName);
    signer_->addItem(tr("%1: its own key").arg(name), QString{});
    if (agents)
        for (auto const& agent : *agents) signer_->addItem(tr("%1, under a mandate").arg(toQt(agent.name.empty() ? agent.code : agent.name)), toQt(agent.code));
    signer_->setCurrentIndex(std::max(0, signer_->findData(toQt(chosen))));
    fitSigner();
}

void SealPage::fitSigner() {
    bool const isSealed = session_.entry().seal.has_value();
    bool const isChoice = signer_->count() > 1 && !isSealed;
    auto const owner = signer().empty() ? session_.entry().unit : signer();
    bool const isAsked = !isSealed && isProtected(unitKeyFiles(program_.dataFolder(), owner));
    for (QWidget* widget : {static_cast<QWidget*>(signerLabel_), static_cast<QWidget*>(signer_)}) widget->setVisible(isChoice);
    mandate_->setVisible(isChoice && !signer().empty());
    for (QWidget* widget : {static_cast<QWidget*>(wordsLabel_), static_cast<QWidget*>(words_)}) widget->setVisible(isAsked);
}

void SealPage::prepare() {
    summary_->refresh();
    fillSigners();
    showSticks();
    attachments_->refresh();
    auto& document = session_.document();
    if (document.isFrozen()) return;
    if (auto signatories = document.filing().signatories; signatories.reportDate.empty()) {
        // Most report on the day they seal; whoever does not writes another day over it.
        signatories.reportDate = toText(dayInChina(program_.clock().now()));
        document.setSignatories(signatories);
    }
    auto const& header = document.filing().header;
    auto const* set = document.edition().findFormSet(header.formSet);
    auto const period = parsePeriod(header.period);
    if (set == nullptr || !period || header.kind != FilingKind::original) return;
    auto const window = program_.data().schedule.window(*set, *period);
    if (window && program_.clock().now() > window->deadline) document.setReason(FilingKind::late, header.reason);
}

void SealPage::copyTo(std::filesystem::path const& folder) {
    if (!session_.entry().seal) return;
    auto const from = pathOf(session_.entry().seal->file);
    auto const to = folder / from.filename();
    auto const done = [&]() -> Result<> {
        ZHIBAO_TRY(auto const bytes, readFile(from));
        ZHIBAO_CHECK(writeFile(to, bytes));
        // A stick that says it has written has not always done so.
        ZHIBAO_TRY(auto const read, readFile(to));
        if (read != bytes) return fail(error::fileUnwritable, {{"text", fromQt(tr("the copy differs"))}}, toText(to));
        return {};
    }();
    if (!done) {
        Q_EMIT failed(done.error());
        return;
    }
    Q_EMIT copied(to);
}

void SealPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void SealPage::wordAnew() {
    auto const kind = session_.document().filing().header.kind;
    title_->setText(session_.entry().seal ? tr("The sealed filing") : isWithdrawal() ? tr("Withdraw the filing") : tr("Seal the filing"));
    preview_->setText(tr("Preview of all forms…"));
    previewForm_->setText(tr("Preview of the chosen form…"));
    pdf_->setText(tr("Save as PDF…"));
    toFindings_->setText(tr("Show the findings"));
    zero_->setText(tr("There was no trade in services in this period"));
    zeroLabel_->setText(tr("&Reason"));
    reasonAbout_->setText(kind == FilingKind::withdrawal   ? tr("This version takes the filing back. The bureau keeps both and counts neither; the report is owed again unless the bureau says otherwise.")
                          : kind == FilingKind::correction ? tr("This version replaces the one before, which the bureau keeps.")
                                                           : tr("The deadline is over. Say why the report comes now."));
    late_->setText(tr("This is a late filing"));
    reasonLabel_->setText(tr("Reason of this &version, which the bureau reads"));
    std::array<QString, 5> const labels{tr("&Head of the unit"), tr("Head of &statistics"), tr("&Prepared by"), tr("Telepho&ne"), tr("&Date of reporting")};
    for (std::size_t number = 0; number < labels.size(); ++number) fields_[number].label->setText(labels[number]);
    fields_.back().edit->setPlaceholderText(tr("year-month-day"));
    law_->setText(tr("Statistics Law, article 7: a unit reports truthfully, accurately, completely and in time; article 25: what identifies a single unit is kept "
                     "secret and used for statistics only. Whoever prepared the report and the head of the unit sign its print and put the unit's seal on it (implementing "
                     "regulations, article 17). The file is signed with your unit's key, which is made on first use and stays on this computer. A sealed version no longer "
                     "changes; a correction is a new version that replaces it."));
    signerLabel_->setText(tr("Whose &key signs"));
    signer_->view()->setAccessibleName(tr("Whose key signs"));
    mandate_->setText(tr("Under a mandate: the bureau must have recorded that this unit files for the other; otherwise it refuses the file."));
    wordsLabel_->setText(tr("Passphrase of the ke&y"));
    stickLabel_->setText(tr("&Where to"));
    folderLabel_->setText(tr("&Folder or stick to write it to"));
    choose_->setText(tr("Choose…"));
    openFolder_->setText(tr("Open the folder"));
    copy_->setText(tr("Copy to a stick…"));
    correct_->setText(tr("Correct…"));
    withdraw_->setText(tr("Withdraw…"));
    compare_->setText(tr("Compare versions…"));
    back_->setText(tr("Back to the form"));
    seal_->setText(tr("Seal"));
    attachmentsBox_->setVisible(!isWithdrawal());
    summary_->refresh();
    attachments_->wordAnew();
    fillSigners();
    showSticks();
    showState();
    numberSteps();
    fitToWords(*this);
}

void SealPage::numberSteps() {
    std::pair<QGroupBox*, QString> const steps[] = {{figuresBox_, tr("What is reported")},   {findingsBox_, tr("What was found")},
                                                    {zeroBox_, tr("Zero filing")},           {reasonBox_, tr("Why there is this version")},
                                                    {signBox_, tr("Who answers for it")},    {attachmentsBox_, tr("What goes with it")},
                                                    {sealBox_, tr("The sealed file")}};
    auto const numbers = tr("1 2 3 4 5 6 7").split(QLatin1Char(' '));
    int number = 0;
    for (auto const& [box, title] : steps)
        //: number and title of a step
        if (!box->isHidden()) box->setTitle(tr("%1  %2").arg(numbers[number++], title));
}

void SealPage::showHead() {
    isShowing_ = true;
    auto const& filing = session_.document().filing();
    bool const isFrozen = session_.document().isFrozen();
    for (auto& field : fields_) {
        auto const text = toQt(filing.signatories.*memberOf(field.key));
        // What is being typed (a space at the end) is ahead of what was taken.
        if (fromQt(field.edit->text().trimmed()) != fromQt(text)) field.edit->setText(text);
        field.edit->setReadOnly(isFrozen);
    }
    zero_->setChecked(filing.header.zero);
    if (fromQt(zeroReason_->text().trimmed()) != filing.header.zeroReason) zeroReason_->setText(toQt(filing.header.zeroReason));
    zero_->setEnabled(!isFrozen);
    zeroReason_->setEnabled(filing.header.zero && !isFrozen);
    bool const isFirst = filing.header.version == 1;
    reasonBox_->setVisible(!isFirst || filing.header.kind == FilingKind::late);
    late_->setVisible(isFirst);
    late_->setChecked(filing.header.kind == FilingKind::late);
    late_->setEnabled(!isFrozen);
    if (fromQt(reason_->text().trimmed()) != filing.header.reason) reason_->setText(toQt(filing.header.reason));
    reason_->setReadOnly(isFrozen);
    // Who answers questions about itself has nothing to declare as none, and who withdraws nothing at all.
    auto const& forms = filing.forms;
    zeroBox_->setVisible(!isWithdrawal() && (!isFrozen || filing.header.zero) &&
                         std::any_of(forms.begin(), forms.end(), [&](auto const& answers) { return isOfRows(session_.document().edition(), answers.form); }));
    isShowing_ = false;
    numberSteps();
    showState();
}

void SealPage::takeHead() {
    if (isShowing_) return;
    Signatories signatories;
    for (auto& field : fields_) signatories.*memberOf(field.key) = trimmed(fromQt(field.edit->text()));
    if (auto const date = trimmed(normalized(signatories.reportDate)); date != signatories.reportDate) signatories.reportDate = date;
    session_.document().setSignatories(signatories);
    auto const kind = session_.document().filing().header.kind;
    bool const isFirst = session_.document().filing().header.version == 1;
    session_.document().setReason(!isFirst ? kind : late_->isChecked() ? FilingKind::late : FilingKind::original,
                                  !isFirst || late_->isChecked() ? trimmed(fromQt(reason_->text())) : std::string{});
    session_.document().setZero(zero_->isChecked(), zero_->isChecked() ? trimmed(fromQt(zeroReason_->text())) : std::string{});
}

void SealPage::showState() {
    showFate();
    if (session_.entry().seal) {
        state_->setText(tr("Sealed at %1 as\n%2").arg(toQt(chinaTimeText(session_.entry().seal->moment)), toQt(session_.entry().seal->file)));
        seal_->setEnabled(false);
        toFindings_->hide();
        return;
    }
    auto const& findings = session_.check().findings();
    auto const blocking = [&](Level level) {
        return std::count_if(findings.begin(), findings.end(), [&](auto const& finding) { return finding.blocks && finding.level == level; });
    };
    auto const errors = blocking(Level::error);
    auto const queries = blocking(Level::query);
    std::size_t rows = 0;
    for (auto const& answers : session_.document().filing().forms)
        if (isOfRows(session_.document().edition(), answers.form)) rows += answers.rows.size();
    bool const isFree = errors == 0 && queries == 0;
    state_->setText((rows == 0 && zeroBox_->isHidden() ? QString{} : tr("Rows: %1.").arg(rows) + QLatin1Char(' ')) +
                    (isFree ? tr("Nothing stands in the way.")
                            : tr("Still in the way: errors to put right %1, queries to explain %2.").arg(errors).arg(queries)));
    if (auto const explained = session_.document().filing().explanations.size(); explained > 0)
        state_->setText(state_->text() + QLatin1Char(' ') + tr("Explanations given: %1.").arg(explained));
    toFindings_->setVisible(!isFree);
    seal_->setEnabled(true);
}

void SealPage::showFate() {
    auto const& sealed = session_.entry().seal;
    for (QWidget* widget : {static_cast<QWidget*>(fate_), static_cast<QWidget*>(openFolder_), static_cast<QWidget*>(copy_), static_cast<QWidget*>(correct_),
                            static_cast<QWidget*>(withdraw_), static_cast<QWidget*>(compare_)})
        widget->setVisible(sealed.has_value());
    for (QWidget* widget : {static_cast<QWidget*>(folderLabel_), static_cast<QWidget*>(folder_), static_cast<QWidget*>(choose_), static_cast<QWidget*>(law_)}) widget->setVisible(!sealed);
    // The key's file is not read at every judgement.
    if (sealed) fitSigner();
    fitSticks();
    compare_->setVisible(sealed && session_.entry().version > 1);
    withdraw_->setVisible(sealed && !isWithdrawal());
    if (!sealed) return;
    fate_->setText(tr("The file is\n%1\n\nWhat to do now:\n1. Bring it on a stick, or send it, to the bureau that asked for the report.\n2. Print the forms, have them signed and "
                      "sealed, and keep them with the vouchers for at least two years.\n3. Keep the bureau's receipt when it comes; if it returns the filing, correct it here.")
                       .arg(toQt(sealed->file)));
}

bool SealPage::showField(std::string_view field) {
    auto const show = [this](QWidget* widget) {
        widget->setFocus();
        scroll_->ensureWidgetVisible(widget);
    };
    for (auto& candidate : fields_)
        if (field == candidate.key) {
            show(candidate.edit);
            return true;
        }
    if (field == "zero" || field == "zeroReason") {
        show(field == "zero" || !zeroReason_->isEnabled() ? static_cast<QWidget*>(zero_) : zeroReason_);
        return true;
    }
    if (field == "reason" || field == "kind") {
        show(reason_);
        return true;
    }
    return false;
}

std::filesystem::path SealPage::folder() const {
    return pathOf(fromQt(folder_->text()));
}

void SealPage::setFolder(std::filesystem::path const& folder) {
    folder_->setText(toQt(toText(folder)));
}

void SealPage::seal() {
    auto const file = sealDraft(session_, program_.store(), folder(), program_.dataFolder(), &program_.data().rates, program_.clock(), {signer(), fromQt(words_->text())});
    showHead();
    attachments_->refresh();
    if (!file && file.error().code == error::versionReasonMissing) showField("reason");
    if (!file && (file.error().code == error::keyPassphraseMissing || file.error().code == error::keyPassphraseWrong)) words_->setFocus();
    if (!file) {
        Q_EMIT failed(file.error());
        return;
    }
    words_->clear();
    wordAnew();
    scroll_->ensureWidgetVisible(correct_);
    Q_EMIT sealed(*file);
}

}  // namespace zhibao
