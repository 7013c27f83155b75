#pragma once
/// For libraries that print numbers the way the program's locale does although their file format wants a point: a window program
/// in a German or French locale would otherwise write "9,95" into a workbook, which then cannot be opened.

#include <memory>

namespace zhibao {

/// While it lives, this thread prints numbers with a point, whatever the locale. Other threads are not touched.
class PointDecimals {
public:
    PointDecimals();
    ~PointDecimals();
    PointDecimals(PointDecimals const&) = delete;
    PointDecimals& operator=(PointDecimals const&) = delete;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
