package org.rnn4j.optim.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts of one size beside each other, as one picture. */
record Panels(List<? extends IChart> charts) implements IChart {
    /** Pixels of a PNG per unit of the chart, for screens with fine pixels. */
    private static final int SCALE = 2;

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        int each = width / charts.size();
        for (int i = 0; i < charts.size(); i++) {
            Graphics2D panel = (Graphics2D) graphics.create();
            panel.translate(i * each, 0);
            charts.get(i).paint(panel, each, height);
            panel.dispose();
        }
    }

    @Override
    public int getWidth() {
        return charts.stream().mapToInt(IChart::getWidth).sum();
    }

    @Override
    public int getHeight() {
        return charts.get(0).getHeight();
    }

    @Override
    public String getTitle() {
        return charts.get(0).getTitle();
    }

    void savePng(Path file) throws IOException {
        BufferedImage image = new BufferedImage(getWidth() * SCALE, getHeight() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        paint(graphics, getWidth(), getHeight());
        graphics.dispose();
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("Panels: this Java cannot write PNG images");
        }
    }

    void saveSvg(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(this, out, "svg");
        }
    }
}
