#pragma once
/// Gives the rows of a table that are in view the height of their texts, and only those: a list of thousands of findings is laid out as
/// quickly as one of ten.

#include <QObject>
#include <QTimer>

class QTableView;

namespace zhibao {

class VisibleRowHeights final : public QObject {
    Q_OBJECT
public:
    /// Belongs to the table, which has its model already.
    explicit VisibleRowHeights(QTableView& table);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void fit();

    QTableView& table_;
    QTimer soon_;  // several changes are one fitting
};

}  // namespace zhibao
