package jarl.network.java;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.network.Engine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A team")
@Timeout(20)
class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40}) // forty have fewer cores than members: the caller does the shares of the late
    void doesEveryShareOnceARound(int size) {
        try (var team = new Team(size)) {
            var done = new AtomicIntegerArray(size);
            for (int round = 1; round <= 1000; round++) {
                team.run(done::incrementAndGet);
                for (int member = 0; member < size; member++) {
                    assertThat(done.get(member)).isEqualTo(round);
                }
            }
        }
    }

    @Test
    void wakesMembersThatHaveGoneToSleep() throws InterruptedException {
        try (var team = new Team(3)) {
            var done = new AtomicIntegerArray(3);
            for (int round = 1; round <= 5; round++) {
                Thread.sleep(5); // ten times a member's patience
                team.run(done::incrementAndGet);
                assertThat(done.get(2)).isEqualTo(round);
            }
        }
    }

    @Test
    void waitsForAShareThatTakesLong() {
        try (var team = new Team(2)) {
            var done = new AtomicIntegerArray(2);
            team.run(member -> {
                if (member == 1) {
                    sleep();
                }
                done.incrementAndGet(member);
            });
            assertThat(done.get(1)).isEqualTo(1);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesAllSharesOfARoundThatBeginsWithinAnother() {
        try (var team = new Team(2)) {
            var inner = new AtomicIntegerArray(2);
            team.run(_ -> team.run(inner::incrementAndGet));
            assertThat(inner.get(0)).isEqualTo(2);
            assertThat(inner.get(1)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tellsTheCallerOfAShareThatFailedAndGoesOn(int failing) {
        try (var team = new Team(2)) {
            assertThatThrownBy(() -> team.run(member -> {
                        if (member == failing) {
                            throw new ArithmeticException("share " + failing);
                        }
                    }))
                    .hasStackTraceContaining("share " + failing);
            var done = new AtomicIntegerArray(2);
            team.run(done::incrementAndGet);
            assertThat(done.get(0) + done.get(1)).isEqualTo(2);
        }
    }

    @Test
    void letsAnotherMemberWorkAsideWhileTheCallerGoesOn() throws InterruptedException {
        try (var team = new Team(2)) {
            var begun = new CountDownLatch(1);
            var mayEnd = new CountDownLatch(1);
            var done = new AtomicIntegerArray(2);
            Engine.Aside aside = team.aside(() -> {
                begun.countDown();
                await(mayEnd);
                done.incrementAndGet(0);
            });
            assertThat(begun.await(10, SECONDS)).isTrue();
            team.run(_ -> done.incrementAndGet(1)); // the caller does both shares
            assertThat(done.get(1)).isEqualTo(2);
            mayEnd.countDown();
            aside.close();
            assertThat(done.get(0)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void hasDoneWhatIsAsideOnceItIsClosed(int size) {
        try (var team = new Team(size)) {
            var done = new AtomicInteger();
            for (int round = 1; round <= 1000; round++) {
                team.aside(done::incrementAndGet).close();
                assertThat(done.get()).isEqualTo(round);
            }
        }
    }

    @Test
    void tellsWhoClosesWorkAsideThatItFailed() {
        try (var team = new Team(2)) {
            Engine.Aside aside = team.aside(() -> {
                throw new ArithmeticException("aside");
            });
            assertThatThrownBy(aside::close).hasStackTraceContaining("aside");
            var done = new AtomicIntegerArray(2);
            team.run(done::incrementAndGet);
            assertThat(done.get(0) + done.get(1)).isEqualTo(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
