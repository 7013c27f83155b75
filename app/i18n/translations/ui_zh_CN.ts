<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhibao::FindingsModel</name>
    <message>
        <source>Head of the filing</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>row %1, %2</source>
        <translation>第 %1 行，%2</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>强制性</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>核实性</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示性</translation>
    </message>
    <message>
        <source>%1, explained</source>
        <translation>%1，已说明</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is wrong and what to do</source>
        <translation>问题与处理办法</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>form, place in it</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Still to fill in</source>
        <translation>待填写</translation>
    </message>
    <message>
        <source>The bureau on version %1: %2</source>
        <translation>统计局对第 %1 版：%2</translation>
    </message>
    <message>
        <source>From the bureau</source>
        <translation>统计局意见</translation>
    </message>
    <message>
        <source>%1, answered</source>
        <translation>%1，已回应</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The whole filing</source>
        <translation>整份报表</translation>
    </message>
    <message>
        <source>%1 (version %2, arrived %3, was sent back)</source>
        <translation>%1（第 %2 版，%3 收到，已退回）</translation>
    </message>
    <message>
        <source>%1 (version %2, arrived %3, waits)</source>
        <translation>%1（第 %2 版，%3 收到，待回应）</translation>
    </message>
</context>
<context>
    <name>zhibao::FormModel</name>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>What of the total no part has yet. Put it into one of them with Ctrl+R.</source>
        <translation>合计中尚未分到各部分的金额。可用 Ctrl+R 记入其中一栏。</translation>
    </message>
    <message>
        <source>row %1, %2: %3</source>
        <translation>第 %1 行，%2：%3</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>The total less its parts; nothing when they agree.</source>
        <translation>合计减去各部分之和；相等时为空。</translation>
    </message>
    <message>
        <source>Still to fill in</source>
        <translation>待填写</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>a figure, a currency</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 in the filing of %2; for comparison only.</source>
        <translation>%2申报的%1，只供对照。</translation>
    </message>
</context>
<context>
    <name>zhibao::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>All problems, one on a line</source>
        <translation>全部问题，每行一个</translation>
    </message>
</context>
<context>
    <name>zhibao::PreviewWindow</name>
    <message>
        <source>Print preview: %1</source>
        <translation>打印预览：%1</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Fit page</source>
        <translation>适合整页</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The printed pages</source>
        <translation>打印的页面</translation>
    </message>
</context>
</TS>
