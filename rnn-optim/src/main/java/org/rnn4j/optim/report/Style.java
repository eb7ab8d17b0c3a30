package org.rnn4j.optim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** The look that all pictures share. */
final class Style {
    static final Color TRAINING = new Color(0x1F77B4);
    static final Color VALIDATION = new Color(0xD95F02);
    static final Color MARK = new Color(0x666666);

    private static final Color GRID = new Color(0xE3E3E3);
    private static final Color TEXT = new Color(0x222222);
    private static final String FAMILY = Font.SANS_SERIF;

    private Style() {}

    static Font font(int size) {
        return new Font(FAMILY, Font.PLAIN, size);
    }

    static void apply(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderColor(GRID);
        styler.setChartFontColor(TEXT);
        styler.setChartTitleFont(new Font(FAMILY, Font.BOLD, 15));
        styler.setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(font(13));
        styler.setAxisTickLabelsFont(font(12));
        styler.setAxisTickLabelsColor(TEXT);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setLegendFont(font(12));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
    }
}
