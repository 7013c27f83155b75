#include "bureau/sent_files.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "base/digest.h"
#include "base/file.h"
#include "i18n/sentences.h"
#include "ui/text.h"

namespace zhibao {

namespace {

void makeReadOnly(QTableWidget& list) {
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
    list.setSelectionBehavior(QAbstractItemView::SelectRows);
    list.setTabKeyNavigation(false);
    list.verticalHeader()->hide();
    list.horizontalHeader()->setStretchLastSection(true);
}

}  // namespace

SentFiles::SentFiles(std::vector<Attachment> files, std::vector<CellRemark> notes, std::shared_ptr<Edition const> edition, WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), files_(std::move(files)), notes_(std::move(notes)), edition_(std::move(edition)), language_(language), fileList_(new QTableWidget(this)),
      save_(new QPushButton(this)), state_(new QLabel(this)), noteList_(new QTableWidget(this)) {
    fileList_->setObjectName(QStringLiteral("sentFiles"));
    fileList_->setColumnCount(3);
    save_->setObjectName(QStringLiteral("saveSentFile"));
    state_->setWordWrap(true);
    noteList_->setObjectName(QStringLiteral("sentNotes"));
    noteList_->setColumnCount(2);
    makeReadOnly(*fileList_);
    makeReadOnly(*noteList_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(save_);
    buttons->addWidget(state_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(fileList_, 1);
    layout->addLayout(buttons);
    layout->addWidget(noteList_, 1);
    connect(save_, &QPushButton::clicked, this, &SentFiles::askAndSave);
    connect(fileList_, &QTableWidget::activated, this, &SentFiles::askAndSave);
    wordAnew();
}

void SentFiles::wordAnew() {
    auto const language = language_.current();
    fileList_->setHorizontalHeaderLabels({tr("File"), tr("Size"), QStringLiteral("SHA-256")});
    fileList_->setAccessibleName(tr("Files that came with the filing"));
    fileList_->setRowCount(static_cast<int>(files_.size()));
    for (std::size_t number = 0; number < files_.size(); ++number) {
        auto const& file = files_[number];
        QString const texts[] = {toQt(file.title.empty() ? file.name : file.title), QLocale{}.formattedDataSize(static_cast<qint64>(file.bytes.size())), toQt(sha256(file.bytes).hex())};
        for (int column = 0; column < 3; ++column) fileList_->setItem(static_cast<int>(number), column, new QTableWidgetItem(texts[column]));
    }
    if (!files_.empty() && fileList_->currentRow() < 0) fileList_->setCurrentCell(0, 0);
    fileList_->resizeColumnToContents(0);
    save_->setText(tr("Save the file…"));
    save_->setEnabled(!files_.empty());
    noteList_->setHorizontalHeaderLabels({tr("Cell"), tr("Note")});
    noteList_->setAccessibleName(tr("Notes of the unit"));
    noteList_->setRowCount(static_cast<int>(notes_.size()));
    for (std::size_t number = 0; number < notes_.size(); ++number) {
        auto const& note = notes_[number];
        auto const* form = edition_->findForm(note.cell.form);
        auto const column = form == nullptr ? std::nullopt : form->indexOf(note.cell.column);
        auto const place = tr("%1, row %2, %3")
                               .arg(toQt(form == nullptr ? note.cell.form : form->title.in(language)))
                               .arg(note.cell.row + 1)
                               .arg(toQt(column ? form->columns[*column].title.in(language) : note.cell.column));
        noteList_->setItem(static_cast<int>(number), 0, new QTableWidgetItem(place));
        noteList_->setItem(static_cast<int>(number), 1, new QTableWidgetItem(toQt(note.text)));
    }
    noteList_->resizeColumnToContents(0);
    noteList_->setVisible(!notes_.empty());
}

Result<> SentFiles::save(std::size_t number, std::filesystem::path const& path) const {
    return writeFile(path, files_[number].bytes);
}

void SentFiles::askAndSave() {
    auto const row = fileList_->currentRow();
    if (row < 0 || row >= static_cast<int>(files_.size())) return;
    auto const& file = files_[static_cast<std::size_t>(row)];
    // Only the name of a stranger's file is taken, never a folder.
    auto const name = pathOf(file.title.empty() ? file.name : file.title).filename();
    auto const chosen = QFileDialog::getSaveFileName(this, tr("Save the file"), toQt(toText(name)));
    if (chosen.isEmpty()) return;
    auto const saved = save(static_cast<std::size_t>(row), pathOf(fromQt(chosen)));
    state_->setText(saved ? tr("Saved as %1.").arg(chosen) : toQt(sentence(saved.error(), language_.current())));
}

}  // namespace zhibao
