#include "ui/icons.h"

#include <array>

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace zhibao {

namespace {

/// Paints an SVG with its one colour replaced.
class LineIconEngine final : public QIconEngine {
public:
    explicit LineIconEngine(QByteArray svg) : svg_(std::move(svg)) {}

    void paint(QPainter* painter, QRect const& rect, QIcon::Mode mode, QIcon::State) override {
        auto const group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        auto const role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        auto coloured = svg_;
        coloured.replace("currentColor", QGuiApplication::palette().color(group, role).name().toLatin1());
        QSvgRenderer{coloured}.render(painter, rect);
    }

    QPixmap pixmap(QSize const& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap{size};
        pixmap.fill(Qt::transparent);
        QPainter painter{&pixmap};
        paint(&painter, QRect{{}, size}, mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new LineIconEngine{svg_}; }

private:
    QByteArray svg_;
};

bool isDark() {
    return QGuiApplication::palette().color(QPalette::Base).lightness() < 128;
}

QIcon filledIcon(char const* name, QColor const& colour) {
    QFile file{QStringLiteral(":/icons/%1.svg").arg(QLatin1StringView(name))};
    if (!file.open(QIODevice::ReadOnly)) return {};
    auto svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("contrastColor", isDark() ? "#000000" : "#ffffff");
    return QIcon{new LineIconEngine{svg}};
}

}  // namespace

QIcon lineIcon(QString const& name) {
    QFile file{QStringLiteral(":/icons/%1.svg").arg(name)};
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon{new LineIconEngine{file.readAll()}};
}

QColor levelColour(Level level) {
    struct Pair {
        QColor light;
        QColor dark;
    };
    static std::array<Pair, 3> const colours{Pair{QColor{0xb3, 0x26, 0x1e}, QColor{0xff, 0x8a, 0x80}},
                                             Pair{QColor{0x8a, 0x5a, 0x00}, QColor{0xff, 0xcc, 0x66}},
                                             Pair{QColor{0x1f, 0x5f, 0x99}, QColor{0x8c, 0xc4, 0xff}}};
    auto const& pair = colours[static_cast<std::size_t>(level)];
    return isDark() ? pair.dark : pair.light;
}

QColor bureauColour() {
    return isDark() ? QColor{0xd0, 0xb3, 0xff} : QColor{0x5e, 0x35, 0xa1};
}

QIcon levelIcon(Level level) {
    static constexpr std::array<char const*, 3> names{"error", "query", "notice"};
    return filledIcon(names[static_cast<std::size_t>(level)], levelColour(level));
}

QIcon bureauIcon() {
    return filledIcon("bureau", bureauColour());
}

}  // namespace zhibao
