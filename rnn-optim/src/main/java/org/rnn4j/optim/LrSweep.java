package org.rnn4j.optim;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sweep of {@link LrFinder} brought: the loss at every rate, and what follows from it.
 *
 * @param points one for each step, from the lowest rate on; at least one
 * @param ending why there are no more
 */
public record LrSweep(List<Point> points, Ending ending) {
    /** Why a sweep ended. */
    public enum Ending {
        /** It reached the highest rate. */
        COMPLETE,
        /** The loss had become many times the best one. */
        DIVERGED,
        /** The loss or a gradient was no longer finite. */
        NOT_FINITE
    }

    /**
     * One step of a sweep.
     *
     * @param step its number, from 0
     * @param rate the learning rate with which the step was taken
     * @param loss the loss of the batch before that
     * @param smoothed the smoothed loss so far
     */
    public record Point(int step, double rate, double loss, double smoothed) {}

    /**
     * A learning rate and why.
     *
     * @param rate the rate
     * @param reason what the curve shows there, a sentence without full stop
     */
    public record Suggestion(double rate, String reason) {}

    /** The slope at a point is that of a line through so many points on each side. */
    private static final int REACH = 3;

    /** How far below the best rate the steepest descent is searched. */
    private static final double SEARCHED = 100;

    /** Checks that there is a point and keeps a copy of the list. */
    public LrSweep {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("LrSweep: expected at least one point, but got none");
        }
        points = List.copyOf(points);
    }

    /** The point with the lowest smoothed loss, the first of several. */
    public Point best() {
        return points.stream().min(Comparator.comparingDouble(Point::smoothed)).orElseThrow();
    }

    /**
     * The rate at which the smoothed loss falls fastest, seen over the logarithm of the rate: the steepest straight line
     * through seven neighbours (least squares), from a hundredth of the best rate up to the best. Below that nothing
     * happens yet, and what looks like a descent is the noise of the batches. Empty if the loss nowhere falls there.
     */
    public Optional<Suggestion> steepest() {
        Point best = best();
        int last = Math.min(best.step(), points.size() - 1 - REACH);
        int steepest = -1;
        double slope = 0;
        for (int i = REACH; i <= last; i++) {
            if (points.get(i).rate() >= best.rate() / SEARCHED && slope(i) < slope) {
                slope = slope(i);
                steepest = i;
            }
        }
        if (steepest < 0) {
            return Optional.empty();
        }
        double rate = points.get(steepest).rate();
        return Optional.of(new Suggestion(
                rate,
                text(
                        "the smoothed loss falls fastest here, by %.3g for each doubling of the rate",
                        -slope * log2Step())));
    }

    /** The slope of the least-squares line through the neighbours, per step; all steps are equal on the log axis. */
    private double slope(int middle) {
        double products = 0;
        double squares = 0;
        for (int offset = -REACH; offset <= REACH; offset++) {
            products += offset * points.get(middle + offset).smoothed();
            squares += offset * offset;
        }
        return products / squares;
    }

    /** Steps for each doubling of the rate. */
    private double log2Step() {
        return StrictMath.log(2)
                / StrictMath.log(points.get(1).rate() / points.get(0).rate());
    }

    /**
     * A tenth of the rate with the lowest smoothed loss. Empty if that is below the rates of the sweep: then nothing was
     * seen but noise.
     */
    public Optional<Suggestion> tenthOfBest() {
        Point best = best();
        if (best.rate() / 10 < points.get(0).rate()) {
            return Optional.empty();
        }
        return Optional.of(new Suggestion(
                best.rate() / 10,
                text("a tenth of %.3g, where the smoothed loss is lowest, %.4g", best.rate(), best.smoothed())));
    }

    /**
     * The smaller one of {@link #steepest} and {@link #tenthOfBest}: too small a rate trains slowly, too large a rate not
     * at all. Empty if the loss nowhere falls, or if {@link #tenthOfBest} is: what falls before that is noise.
     */
    public Optional<Suggestion> suggestion() {
        return tenthOfBest()
                .flatMap(tenth -> Stream.concat(Stream.of(tenth), steepest().stream())
                        .min(Comparator.comparingDouble(Suggestion::rate)));
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
