#pragma once
/// How the columns of a form share the width of a table that shows it.

#include <span>

class QTableView;

namespace zhibao {

class FormModel;

/// Widths from the texts of the edition in the model's language and the view's typeface: where there is too little room, words give way
/// before figures, and figures only as far as ordinary ones stay whole. Heads wrap; all of each is seen. `least`: for each column shown, what
/// stands above or below it besides and never breaks, in pixels; it may be shorter than there are columns.
void fitFormColumns(QTableView& view, FormModel const& form, std::span<int const> least = {});

}  // namespace zhibao
