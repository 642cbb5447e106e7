using System.Numerics;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>A set of slots, one bit each, counted from the horizon's first slot. Reading past the end finds nothing.</summary>
internal sealed class SlotBits(int length)
{
    private readonly ulong[] _words = new ulong[(length + 63) >> 6];

    public bool this[int slot] => (_words[slot >> 6] >> slot & 1) != 0;

    public SlotBits Copy()
    {
        var copy = new SlotBits(length);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    /// <summary>Adds the slots of the half-open range, as far as they are on the horizon.</summary>
    public SlotBits Add(int from, int until)
    {
        from = Math.Max(from, 0);
        until = Math.Min(until, length);
        if (from >= until)
            return this;
        var (first, last) = (from >> 6, (until - 1) >> 6);
        var (head, tail) = (ulong.MaxValue << from, ulong.MaxValue >> (63 - ((until - 1) & 63)));
        if (first == last)
        {
            _words[first] |= head & tail;
            return this;
        }
        _words[first] |= head;
        _words.AsSpan(first + 1, last - first - 1).Fill(ulong.MaxValue);
        _words[last] |= tail;
        return this;
    }

    public SlotBits And(SlotBits other)
    {
        for (var word = 0; word < _words.Length; word++)
            _words[word] &= other._words[word];
        return this;
    }

    public SlotBits Or(SlotBits other)
    {
        for (var word = 0; word < _words.Length; word++)
            _words[word] |= other._words[word];
        return this;
    }

    /// <summary>Turns the set into what it lacks.</summary>
    public SlotBits Invert()
    {
        for (var word = 0; word < _words.Length; word++)
            _words[word] = ~_words[word];
        if ((length & 63) != 0)
            _words[^1] &= ulong.MaxValue >> (64 - (length & 63));
        return this;
    }

    /// <summary>Keeps slot s where <paramref name="other"/> has slot s + <paramref name="later"/>.</summary>
    public SlotBits AndLater(SlotBits other, int later)
    {
        for (var word = 0; word < _words.Length; word++)
            _words[word] &= other.WordFrom((word << 6) + later);
        return this;
    }

    /// <summary>
    /// Keeps slot s where the set has all of s .. s + <paramref name="run"/> - 1: the starts from which a stay fits. Doubling makes it
    /// logarithmic in the run; ascending order makes it safe in place, since only later words are read.
    /// </summary>
    public SlotBits KeepStartsOfRuns(int run)
    {
        for (var have = 1; have < run;)
        {
            var step = Math.Min(have, run - have);
            AndLater(this, step);
            have += step;
        }
        return this;
    }

    /// <summary>The slots that are in at least <paramref name="count"/> of <paramref name="sets"/>.</summary>
    public static SlotBits InAtLeast(int count, IEnumerable<SlotBits> sets, int length)
    {
        // ladder[n] holds the slots seen at least n + 1 times so far.
        var ladder = Enumerable.Range(0, count).Select(_ => new SlotBits(length)).ToArray();
        foreach (var set in sets)
        {
            for (var rung = count - 1; rung > 0; rung--)
                ladder[rung].OrBoth(ladder[rung - 1], set);
            ladder[0].Or(set);
        }
        return ladder[^1];
    }

    /// <summary>The first slot of the set in the half-open range, or -1.</summary>
    public int Next(int from, int until)
    {
        while (from < until)
        {
            var word = WordFrom(from);
            if (word != 0)
            {
                var found = from + BitOperations.TrailingZeroCount(word);
                return found < until ? found : -1;
            }
            from += 64;
        }
        return -1;
    }

    /// <summary>Adds 1 to <paramref name="steps"/> where a run of the set starts, and takes 1 away where it has ended.</summary>
    public void CountEdges(Span<int> steps)
    {
        var carry = 0UL;
        for (var word = 0; word < _words.Length; word++)
        {
            var bits = _words[word];
            for (var edges = bits ^ ((bits << 1) | carry); edges != 0; edges &= edges - 1)
            {
                var bit = BitOperations.TrailingZeroCount(edges);
                steps[(word << 6) + bit] += (bits >> bit & 1) != 0 ? 1 : -1;
            }
            carry = bits >> 63;
        }
    }

    private void OrBoth(SlotBits one, SlotBits two)
    {
        for (var word = 0; word < _words.Length; word++)
            _words[word] |= one._words[word] & two._words[word];
    }

    private ulong WordFrom(int slot)
    {
        var (word, shift) = (slot >> 6, slot & 63);
        if (word >= _words.Length)
            return 0;
        var bits = _words[word] >> shift;
        return shift == 0 || word + 1 >= _words.Length ? bits : bits | (_words[word + 1] << (64 - shift));
    }
}
